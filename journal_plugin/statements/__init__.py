"""Printed statements: one file a paper, PDF, XLSX, issued copies. Imports: attestation and below."""
