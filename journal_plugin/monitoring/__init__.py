"""Reports on how the journal is kept: what is missing, what came late, where marks are too few.

Imports: marks, attendance, lessons and the floors below. Neighbours (gradebook, diary, …) do not know it.
"""
