"""Reports on how the journal is kept: what is missing, what came late, where marks are too few, whether the year is ready,
what is left to close it.

Imports: attestation, assignments, extracurricular, marks, attendance, lessons, timetable, curriculum, people, calendar,
institution, access, core.
"""
