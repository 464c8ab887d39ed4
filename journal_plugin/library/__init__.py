"""The digital library: textbooks, presentations, tests, links for learners, families and work programmes (B20, B21).

Imports: people, institution, access, files, core.
"""
