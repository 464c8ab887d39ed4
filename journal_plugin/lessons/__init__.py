"""The register's bones: journals, dated lessons, works, the change history; windows and leaves to correct, substitutes,
compositions of subgroups.

Imports: timetable, curriculum, people, calendar, institution, access, core.
"""
