"""Reads of the reports, one file a report: a constant number of them, whatever the size of the college."""
