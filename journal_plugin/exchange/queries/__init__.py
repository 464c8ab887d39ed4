"""Reads of lists and packages before they are written."""
