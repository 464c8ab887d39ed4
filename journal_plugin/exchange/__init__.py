"""Importers and exporters, always through the rooms' actions.

Imports: attestation, marks, lessons, timetable, curriculum, people, calendar, institution, access, core, conf.
"""
