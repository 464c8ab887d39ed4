"""Plan and journal of extracurricular work (to come). Imports: nothing."""
