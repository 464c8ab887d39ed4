"""The curator's desk: absentees and their reasons, announced absences, the day's list for administration.

Imports: messaging, attestation, extracurricular, attendance, lessons, people, calendar, institution, access, core.
"""
