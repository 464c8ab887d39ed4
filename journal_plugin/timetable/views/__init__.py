"""Screens of the timetable: its pages, the links to subscribe to it."""
