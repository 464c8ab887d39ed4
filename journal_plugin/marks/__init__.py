"""Marks, averages and scales. Imports: lessons, core."""
