"""Notices derived from the history of the register and from tasks, and the ways by which they are sent (transports/).

Imports: assignments, attendance, lessons, people, access, core, conf. The diary and the curator's desk show notices, so they
stand above.
"""
