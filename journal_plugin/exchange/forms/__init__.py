"""What those pages are sent, one file each."""
