"""Importers and exporters, always through the rooms' actions.

Imports: timetable, curriculum, people, calendar, institution, access, core, conf.
"""
