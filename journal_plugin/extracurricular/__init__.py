"""The plan of a group's extracurricular events and what came of each (H04, H05).

Imports: people, calendar, institution, access, core.
"""
