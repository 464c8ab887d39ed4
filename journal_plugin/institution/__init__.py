"""Institutions, one per Wagtail site, with departments, buildings, rooms and every setting of requirements §3, §6. Imports: core."""
