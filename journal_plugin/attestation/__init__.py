"""Term, year and final marks. Imports: lessons, institution."""
