"""Presence, lateness, reasons, notices of absence in advance, totals.

Imports: lessons, people, calendar, institution, access, core.
"""
