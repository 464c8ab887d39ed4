"""Marks, averages and scales. Imports: lessons and below; never attendance."""
