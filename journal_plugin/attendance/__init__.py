"""Presence, lateness, reasons and totals. Imports: lessons and below; never marks."""
