"""The pages of a journal and «today»: joins lessons, marks, attendance, tasks; and what is arranged about journals:
corrections, substitutes, subgroups. No tables.

Imports: courses, attestation, assignments, marks, attendance, lessons, timetable, curriculum, people, calendar, institution,
access, core.
"""
