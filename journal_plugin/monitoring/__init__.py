"""Reports on the work with the journal (to come). Imports: nothing."""
