"""Reports on how the journal is kept: what is missing, what came late, where marks are too few, whether the year is ready.

Imports: marks, lessons, timetable, curriculum, people, calendar, institution, access, core.
"""
