"""Study elements, curricula, teaching load, work programmes (Wagtail pages), plans.

Imports: people, calendar, institution, access, core.
"""
