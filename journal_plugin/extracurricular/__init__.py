"""Plan and journal of extracurricular work (to come). Imports: marks, attendance and below."""
