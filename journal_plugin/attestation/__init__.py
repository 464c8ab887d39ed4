"""Term, year and final marks. Imports: lessons, curriculum, institution."""
