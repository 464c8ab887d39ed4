"""Conversations and notices (to come). Imports: attestation and below."""
