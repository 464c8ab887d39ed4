"""Tasks with materials, what learners hand in, and what the teacher says to it.

Imports: marks, lessons, people, calendar, access, files, core, conf.
"""
