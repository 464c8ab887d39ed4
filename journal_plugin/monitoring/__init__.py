"""Reports on how the journal is kept: what is missing, what came late, where marks are too few.

Imports: marks, lessons, people, calendar, institution, access, core.
"""
