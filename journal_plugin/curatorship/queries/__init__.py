"""Reads of the curator's screens, one file a screen."""
