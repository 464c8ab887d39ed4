"""Importers and exporters, always through the rooms' actions. Imports: attestation and below."""
