"""Distance courses: written by teachers of a subject, opened to a journal, studied step by step (B20).

Imports: assignments, lessons, curriculum, library, people, calendar, institution, access, files, core.
"""
