"""What decides whether a change may land."""
