"""Work programmes of a programme: of its subjects, of extracurricular work, of additional education."""

import re
from collections.abc import Collection

from django.utils.translation import gettext as _

from journal_plugin.access.matrix import Area
from journal_plugin.core.plurals import counted
from journal_plugin.curriculum.enums import SWITCHED, ElementKind
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage
from journal_plugin.monitoring.education import Item, Part, Place, Sample
from journal_plugin.monitoring.enums import State
from journal_plugin.monitoring.queries.education.rows import Rows
from journal_plugin.monitoring.queries.education.scope import Scope

_WRITES = (Area.PROGRAMMES,)
_SUBJECTS = frozenset(ElementKind) - frozenset(SWITCHED)
_NUMBERS = re.compile(r"[\s\d]+")


def work_programmes(rows: Rows, scope: Scope) -> Part:
    """Those of all subjects, courses and practices that the curricula give hours or the load names."""
    absent = _("Neither the curricula nor the load name a subject.")
    return Part(_("Work programmes"), _of_kinds(rows, scope, _SUBJECTS), absent)


def extracurricular(rows: Rows, scope: Scope) -> Part:
    """The plan of extracurricular work: its courses in the curricula and the load."""
    return _switched(rows, scope, ElementKind.EXTRACURRICULAR, _("Extracurricular work"))


def additional(rows: Rows, scope: Scope) -> Part:
    """Additional programmes: circles and sections of the programme's learners."""
    return _switched(rows, scope, ElementKind.ADDITIONAL, _("Additional programmes"))


def _switched(rows: Rows, scope: Scope, kind: ElementKind, title: str) -> Part:
    """Counted where there is something; the settings of the institution may do without it (A24)."""
    items = _of_kinds(rows, scope, (kind,))
    if not getattr(rows.year.institution.settings, SWITCHED[kind]):
        settings = Place(_("Settings"), "journal:settings", (), (Area.DIRECTORIES,))
        return Part(title, items, _("Such journals are switched off in the settings."), settings, counted=False)
    add = Place(_("Enter into the curriculum"), "journal_curriculum:index", (), (Area.DIRECTORIES,))
    return Part(title, items, _("Neither the curricula nor the load name any."), add, counted=bool(items))


def _of_kinds(rows: Rows, scope: Scope, kinds: Collection[str]) -> tuple[Item, ...]:
    """What is lacking stands first."""
    owed: dict[int, dict[str, None]] = {}
    for row in scope.load:
        owed.setdefault(row.element, {})[row.teacher] = None
    planned = {element for plan in scope.plans for element, hours in plan.hours.items() if hours}
    named = [one for pk, one in rows.elements.items() if pk in planned | owed.keys() and one.kind in kinds]
    items = [_programme(rows, scope, one, ", ".join(owed.get(one.pk, ()))) for one in named]
    return tuple(sorted(items, key=lambda item: item.is_ready))


def _programme(rows: Rows, scope: Scope, element: StudyElement, owes: str) -> Item:
    page, url = rows.pages.get((element.pk, rows.year.pk), (0, ""))
    planned = sorted({plan.hours[element.pk] for plan in scope.plans if plan.hours.get(element.pk)})
    said = _("%(n)s by the curriculum") % {"n": " / ".join(counted(hours, "hour") for hours in planned)}
    if page:
        hours = rows.written.get(element.pk, 0)
        differ = _("%(hours)s h in the programme, %(planned)s in the curriculum")
        odd = {"hours": hours, "planned": " / ".join(map(str, planned))}
        warning = differ % odd if planned and hours not in planned else ""
        make = Place(_("Change"), "journal:programme_change", (page,), _WRITES)
        return Item(element.name, State.PUBLISHED, owes, "" if warning else said if planned else "", warning, url, make)
    draft = rows.drafts.get(element.pk)
    if draft:
        state = State.WAITING if draft in rows.waiting else State.DRAFT
        make = Place(_("Go on"), "wagtailadmin_pages:edit", (draft,), _WRITES)
        return Item(element.name, state, owes, said if planned else "", make=make)
    shelf = rows.shown.get(WorkProgrammeIndexPage)
    add = (
        Place(_("Write"), "wagtailadmin_pages:add", ("journal", "workprogrammepage", shelf[0]), _WRITES)
        if shelf
        else None
    )
    return Item(element.name, State.NONE, owes, said if planned else "", make=add, sample=_sample(rows, element))


def _sample(rows: Rows, element: StudyElement) -> Sample | None:
    """The element's programme of last year, else a parallel's: of an element that is named alike but for a number."""
    before = rows.before.pk if rows.before else 0
    parallels = [one.pk for one in rows.elements.values() if _stem(one) == _stem(element)]
    pairs = [(element.pk, before), *((pk, year) for year in (rows.year.pk, before) for pk in parallels)]
    found = next(((pk, year) for pk, year in pairs if (pk, year) in rows.pages), None)
    if found is None:
        return None
    page, url = rows.pages[found]
    year = rows.year if found[1] == rows.year.pk else rows.before
    one = rows.elements[found[0]]
    title = ", ".join(word for word in (one.name, one.level, str(year)) if word)
    return Sample(title, url, Place(_("Make from it"), "journal:programme_copy", (page,), _WRITES))


def _stem(element: StudyElement) -> str:
    return _NUMBERS.sub(" ", element.name).strip()
