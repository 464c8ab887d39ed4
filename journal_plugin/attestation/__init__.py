"""Term marks, and the academic debts that arise from them.

Imports: lessons, curriculum, people, calendar, institution, access, core.
"""
