"""Roles by order with dates, the matrix of role x area, the door, permission policies, the closed lists of the admin.

Imports: core.
"""
