"""Printed statements: one file a paper, PDF, XLSX, issued copies.

Imports: marks, attendance, lessons, timetable, curriculum, people, calendar, institution, access, core.
"""
