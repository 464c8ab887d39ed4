"""The teacher's grid and «today»: joins lessons, marks, attendance; no tables. Imports: attestation and below."""
