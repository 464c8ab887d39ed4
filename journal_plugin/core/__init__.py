"""Abstract models (dated, named, archived), the hash chain, the row lock. A closed list, never utilities. Imports: conf."""
