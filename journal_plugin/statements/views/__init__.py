"""Statements on the screen: choose, look, correct, issue, take away."""

from journal_plugin.statements.views.bound import group_print, group_print_file, journal_print, journal_print_file
from journal_plugin.statements.views.check import check
from journal_plugin.statements.views.choose import statements
from journal_plugin.statements.views.issued import issued, issued_file
from journal_plugin.statements.views.programme import programme_draft_pdf, programme_pdf
from journal_plugin.statements.views.statement import statement, statement_file
from journal_plugin.statements.views.substitutions import substitutions, substitutions_file

__all__ = [
    "check",
    "group_print",
    "group_print_file",
    "issued",
    "issued_file",
    "journal_print",
    "journal_print_file",
    "programme_draft_pdf",
    "programme_pdf",
    "statement",
    "statement_file",
    "statements",
    "substitutions",
    "substitutions_file",
]
