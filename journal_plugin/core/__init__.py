"""Abstract models (dated, named, owned), names, dates, typography, the audit log, the hash chain. A closed list.

Imports: nothing.
"""
