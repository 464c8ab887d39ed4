"""Logins and first passwords: given by the administrator, replaced by their owner at first entry.

Imports: people, institution, access, core, conf.
"""
