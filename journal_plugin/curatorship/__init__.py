"""The curator's desk: absentees and their reasons. Imports: attestation and below."""
