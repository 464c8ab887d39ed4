"""Pages of the reports, one file a report."""
