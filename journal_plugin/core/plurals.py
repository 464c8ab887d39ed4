"""Counted things: «1 отметка», «2 отметки», «5 отметок», by the forms of the catalogue."""

from collections.abc import Callable

from django.utils.translation import ngettext

FORMS: dict[str, Callable[[int], str]] = {
    "mark": lambda n: ngettext("%(n)s mark", "%(n)s marks", n),
    "entry": lambda n: ngettext("%(n)s entry", "%(n)s entries", n),
    "pair": lambda n: ngettext("%(n)s pair", "%(n)s pairs", n),
    "lesson": lambda n: ngettext("%(n)s lesson", "%(n)s lessons", n),
    "absence": lambda n: ngettext("%(n)s absence", "%(n)s absences", n),
    "learner": lambda n: ngettext("%(n)s learner", "%(n)s learners", n),
    "person": lambda n: ngettext("%(n)s person", "%(n)s people", n),
    "family": lambda n: ngettext("%(n)s family", "%(n)s families", n),
    "group": lambda n: ngettext("%(n)s group", "%(n)s groups", n),
    "journal": lambda n: ngettext("%(n)s journal", "%(n)s journals", n),
    "topic": lambda n: ngettext("%(n)s topic", "%(n)s topics", n),
    "task": lambda n: ngettext("%(n)s thing to do", "%(n)s things to do", n),
    "work": lambda n: ngettext("%(n)s work", "%(n)s works", n),
    "section": lambda n: ngettext("%(n)s section", "%(n)s sections", n),
    "step": lambda n: ngettext("%(n)s step", "%(n)s steps", n),
    "row": lambda n: ngettext("%(n)s row", "%(n)s rows", n),
    "error": lambda n: ngettext("%(n)s error", "%(n)s errors", n),
    "exam": lambda n: ngettext("%(n)s exam", "%(n)s exams", n),
    "credit": lambda n: ngettext("%(n)s credit", "%(n)s credits", n),
    "hour": lambda n: ngettext("%(n)s hour", "%(n)s hours", n),
    "seat": lambda n: ngettext("%(n)s seat", "%(n)s seats", n),
    "minute": lambda n: ngettext("%(n)s minute", "%(n)s minutes", n),
    "day": lambda n: ngettext("%(n)s day", "%(n)s days", n),
    "week": lambda n: ngettext("%(n)s week", "%(n)s weeks", n),
    "news": lambda n: ngettext("%(n)s news item", "%(n)s news items", n),
    "planned event": lambda n: ngettext("%(n)s planned event", "%(n)s planned events", n),
    "event": lambda n: ngettext("%(n)s event", "%(n)s events", n),
}


def counted(number: int, noun: str) -> str:
    """``number`` of ``noun`` in the right form, the space never breaks; KeyError for a noun that is not in FORMS."""
    return (FORMS[noun](number) % {"n": number}).replace(" ", "\u00a0", 1)
