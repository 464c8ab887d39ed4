"""Presence, lateness, reasons, notices of absence in advance, totals. Imports: lessons, people, institution, access, core."""
