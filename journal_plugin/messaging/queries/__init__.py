"""Reads of notices: of absences and of tasks."""

from journal_plugin.messaging.queries.absences import (
    Told,
    cleared_up,
    journals_with_news,
    recipients_of,
    to_guardians,
    told_about,
)

__all__ = ["Told", "cleared_up", "journals_with_news", "recipients_of", "to_guardians", "told_about"]
