"""Persons, staff, learners, guardians; groups and subgroups; dated membership; consents.

Imports: calendar, institution, access, core, conf.
"""
