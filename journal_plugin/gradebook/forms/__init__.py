"""What the gradebook's pages are sent, read strictly; one file a subject."""
