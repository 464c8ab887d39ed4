"""Institutions, one per Wagtail site, with departments, rooms and every setting of requirements §3, §6.

Imports: access, core.
"""
