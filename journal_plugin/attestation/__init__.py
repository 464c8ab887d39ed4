"""Term, year and final marks. Imports: marks, attendance and below."""
