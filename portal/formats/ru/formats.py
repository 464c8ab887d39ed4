"""A day in a list of the admin stays on one line and ends with the year: «1 сентября 2026»."""

DATE_FORMAT = "j\u00a0E\u00a0Y"
