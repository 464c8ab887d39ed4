"""Statements on the screen: choose, look, correct, issue, take away."""

from journal_plugin.statements.views.choose import statements
from journal_plugin.statements.views.issued import issued, issued_file
from journal_plugin.statements.views.statement import statement, statement_file
from journal_plugin.statements.views.substitutions import substitutions, substitutions_file

__all__ = [
    "issued",
    "issued_file",
    "statement",
    "statement_file",
    "statements",
    "substitutions",
    "substitutions_file",
]
