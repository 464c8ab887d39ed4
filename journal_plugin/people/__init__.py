"""Persons, staff, learners, guardians; groups and subgroups; dated membership.

Imports: calendar, institution, access, core, conf.
"""
