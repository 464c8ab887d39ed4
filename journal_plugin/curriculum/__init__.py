"""Study elements, curricula, teaching load, work programmes (Wagtail pages), plans.

Imports: library, people, calendar, institution, access, core.
"""
