"""Academic years, terms, holidays, bells and modes of stay. Imports: access and below."""
