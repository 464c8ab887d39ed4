"""Tasks with materials and submissions (to come). Imports: marks, attendance and below."""
