"""Courses on the desk: the shelf and writing; opening stands in the gradebook, studying in the diary."""
