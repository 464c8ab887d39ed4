"""Delays in words (pure)."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal_plugin.core.plurals import counted
from journal_plugin.monitoring.delays import Delays

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def delay_words(delay: timedelta) -> str:
    """A delay in days, or in hours where it is shorter than a day; empty for none."""
    if not delay:
        return ""
    if delay >= _DAY:
        return counted(round(delay / _DAY), "day")
    hours = round(delay / _HOUR)
    return counted(hours, "hour") if hours else _("less than an hour")


def lacks_words(delays: Delays) -> str:
    """What a lesson lacks and what came late, in one line."""
    parts = []
    if delays.no_topic:
        parts.append(_("no topic"))
    if delays.not_checked:
        parts.append(_("presence is not checked"))
    if delays.topic:
        parts.append(_("topic %(delay)s late") % {"delay": delay_words(delays.topic)})
    if delays.presence:
        parts.append(_("presence %(delay)s late") % {"delay": delay_words(delays.presence)})
    if delays.marks:
        count = len(delays.marks)
        text = ngettext("%(n)s mark %(delay)s late", "%(n)s marks up to %(delay)s late", count)
        parts.append(text % {"n": count, "delay": delay_words(max(delays.marks))})
    return ", ".join(parts)
