"""Academic years, terms, holidays, bells and modes of stay. Imports: institution, access, core."""
