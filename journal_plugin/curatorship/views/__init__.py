"""Screens of the curator and the list of the day's absentees, one file a screen."""
