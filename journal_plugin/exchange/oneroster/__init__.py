"""OneRoster 1.2 CSV (1EdTech): the specification as a table, packages out, packages checked and read (N01, N03)."""
