"""Weekly slots, conflicts, the timetable of a day and of a week, subscriptions to it.

Imports: curriculum, people, calendar, institution, access, core.
"""
