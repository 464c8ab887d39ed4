"""The reading of learners and parents; the DiaryPage. Imports: attestation and below."""
