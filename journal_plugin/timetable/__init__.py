"""Weekly slots, conflicts, the timetable of a day.

Imports: curriculum, people, calendar, institution, access, core.
"""
