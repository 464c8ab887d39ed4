"""A teacher's own table of topics (КТП) from an office file, read as sections, topics and lessons (pure; B06, B09)."""
