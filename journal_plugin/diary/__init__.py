"""The student's and parent's reading: week, marks, absences, for own children only.

Imports: messaging, courses, attestation, assignments, marks, attendance, lessons, timetable, curriculum, library, people,
calendar, institution, access, core.

A reading room: the only table is the page that gives the diary its address. Requests come by two ways to the same
screens: through the page tree (``DiaryPage.serve``) and, without the tree's price, through ``urls.py``.
"""
