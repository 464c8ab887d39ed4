"""Printed statements: one file a paper, PDF, XLSX, issued copies.

Imports: attestation, marks, attendance, lessons, timetable, curriculum, people, calendar, institution, access, core.
"""
