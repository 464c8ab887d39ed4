"""Reads of the diary: a file a screen (week, marks, mark, absences) and what they share; the door to a child: ``children.py``."""
