"""The gradebook's pages, one file a screen."""
