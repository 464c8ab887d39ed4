"""Abstract models (dated, named, owned), names, dates, typography, the audit log, the hash chain; what makes the database
and the caches quick (prepared, bulk, db, near), the one reader of spreadsheets, what addresses ask for and forms are made of
(asked, forms). A closed list.

Imports: conf.
"""
