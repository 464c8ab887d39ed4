"""Forms of people, one file a subject."""
