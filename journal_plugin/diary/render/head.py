"""The head of every screen: whose diary, which screen of it, and what stands on the right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal_plugin.diary.links import Place
from journal_plugin.diary.queries.children import Child
from journal_plugin.diary.queries.periods import Period, Periods
from journal_plugin.diary.words import said, sign


@dataclass(frozen=True)
class Head:
    """The diary's place, the children of the reader and the one who is shown."""

    place: Place
    children: tuple[Child, ...]
    child: Child


@lru_cache(maxsize=8)
def _words(language: str) -> dict[str, str]:
    """What every head says, looked up once a language."""
    return {
        "week": said(_("Week")),
        "marks": said(_("Marks")),
        "absences": said(_("Absences")),
        "tasks": said(_("Tasks")),
        "courses": said(_("Courses")),
        "library": said(_("Library")),
        "parts": said(_("Parts of the diary")),
        "whose": said(_("Whose diary")),
    }


def head_html(head: Head, tab: str, link: Callable[[Child], str], right: str) -> str:
    """Title, switch of children (``link`` keeps the screen), ``right`` and the tabs; ``tab`` is one of these."""
    place, learner, words = head.place, head.child.pk, _words(get_language() or "")
    urls = {
        "week": place.week(learner),
        "marks": place.marks(learner),
        "absences": place.absences(learner),
        "tasks": place.tasks(learner),
        "courses": place.courses(learner),
        "library": place.library(learner),
    }
    links = "".join([f'<a href="{url}"{_current(key == tab, "page")}>{words[key]}</a>' for key, url in urls.items()])
    intro = f'<div class="prose d-intro">{place.intro}</div>' if place.intro else ""
    return (
        f'<div class="d-head"><h1>{said(place.title)}</h1>{_kids(head, link, words)}{right}</div>{intro}'
        f'<nav class="tabline d-tabs" aria-label="{words["parts"]}">{links}</nav>'
    )


def periods_html(periods: Periods, link: Callable[[str], str]) -> str:
    """The switch of terms and years: every period of the child's time at the institution."""
    chosen = periods.chosen
    if chosen is None:
        return ""
    items, year = [], ""
    for period in periods.all:
        if period.year != year:
            year = period.year
            items.append(f'<p class="eyebrow">{said(year)}</p>')
        items.append(
            f'<a href="{link(period.slug)}"{_current(period is chosen, "true")}>{said(period.name or _("Whole year"))}</a>'
        )
    return (
        f'<details class="drop d-periods" data-drop><summary class="pick">'
        f'<span class="sr">{said(_("Period:"))} </span>{said(period_name(chosen))}{sign("down")}</summary>'
        f'<div class="drop-box drop-list">{"".join(items)}</div></details>'
    )


def period_name(period: Period) -> str:
    """«1-й семестр, 2026/2027», «2026/2027, весь год»."""
    if period.name:
        return f"{period.name}, {period.year}"
    return _("%(year)s, whole year") % {"year": period.year}


def no_calendar_html() -> str:
    """What stands where the institution has no terms yet."""
    return (
        f'<section class="empty"><h2>{said(_("There are no study periods yet"))}</h2>'
        f"<p>{said(_('They appear here when the study department enters the calendar of the year.'))}</p></section>"
    )


def nobody_page(place: Place) -> SafeString:
    """What a reader without a learner sees: what this is, why it is empty, where to go."""
    intro = f'<div class="prose d-intro">{place.intro}</div>' if place.intro else ""
    return mark_safe(
        f'<div class="d-head"><h1>{said(place.title)}</h1></div>{intro}'
        f'<section class="empty"><h2>{said(_("Your login is not linked with a learner"))}</h2>'
        f"<p>{said(_('The diary opens for learners and for their parents.'))} "
        f"{said(_('If you are one of them, ask the curator or the study department to link your login with the learner.'))}"
        f"</p><p>{said(_('Teachers and administration find marks in the journals.'))}</p>"
        f'<a class="btn" href="/">{said(_("To the home page"))}</a></section>'
    )


def _kids(head: Head, link: Callable[[Child], str], words: dict[str, str]) -> str:
    many = len({child.school.pk for child in head.children}) > 1
    chips = []
    for child in head.children:
        group = child.group_on(child.school.today())
        where = " · ".join(filter(None, (group.name if group else "", child.school.name if many else "")))
        letters = f"{child.first_name[:1]}{child.last_name[:1]}"
        chips.append(
            f'<a class="kid" href="{link(child)}"{_current(child is head.child, "true")}>'
            f'<i aria-hidden="true">{said(letters)}</i><span>{said(child.first_name)}<small>{said(where)}</small></span></a>'
        )
    return f'<nav class="kids" aria-label="{words["whose"]}">{"".join(chips)}</nav>'


def _current(is_current: bool, value: str) -> str:
    return f' aria-current="{value}"' if is_current else ""
