"""Logins, first passwords. Imports: people and below."""
