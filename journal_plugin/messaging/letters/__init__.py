"""What letters say (pure), one file a subject."""
