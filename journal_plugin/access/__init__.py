"""Roles with order and dates, the matrix of role x action, the door, permission policies. Imports: institution and below."""
