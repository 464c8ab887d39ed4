"""The teacher's grid and «today»: joins lessons, marks, attendance; no tables.

Imports: attestation, assignments, marks, attendance, lessons, curriculum, people, calendar, institution, access, core.
"""
