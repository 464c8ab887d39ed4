"""The journal: one Django app made of rooms. See README.md for the floor plan."""
