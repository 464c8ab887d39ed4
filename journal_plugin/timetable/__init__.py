"""Weekly slots and their raster, conflicts, the timetable of a day and of a week, subscriptions to it.

Imports: curriculum, people, calendar, institution, access, core, conf.
"""
