"""The register's bones: journals, dated lessons, works, the change history, windows.

Imports: timetable, curriculum, people, calendar, institution, access, core.
"""
