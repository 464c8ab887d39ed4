"""Persons, staff, learners, guardians; groups and subgroups; dated membership. Imports: calendar and below."""
