"""Tasks with materials and submissions (to come). Imports: nothing."""
