"""Screens of the curriculum behind the login."""
