"""The curator's desk: absentees and their reasons, announced absences, the day's list for administration.

Imports: messaging, attendance, people, calendar, institution, access, core.
"""
