"""Private files: which are taken, where their content lies, how it is handed out after the rule of their room was asked.

Imports: conf.
"""
