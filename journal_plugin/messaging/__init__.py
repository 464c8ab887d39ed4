"""Notices derived from the history of the register, changes of the day and tasks, and the ways of sending (transports/).

Imports: assignments, attendance, lessons, timetable, people, calendar, access, core, conf. The diary and the curator's desk
show notices, so they stand above.
"""
