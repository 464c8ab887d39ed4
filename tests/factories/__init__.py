"""Plain functions that make rows for tests, a file a room."""
