"""Conversations and notices (to come). Imports: nothing."""
