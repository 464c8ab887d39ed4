"""Named reads of courses."""
