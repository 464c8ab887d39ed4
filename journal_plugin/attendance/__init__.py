"""Presence, lateness, reasons and totals. Imports: lessons, people, access, core."""
