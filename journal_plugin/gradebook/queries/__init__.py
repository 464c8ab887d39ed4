"""Reads of the gradebook, one file a screen."""
