"""Readiness of curricula, load, timetable and work programmes."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from journal_plugin.access.matrix import Area
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.names import initials
from journal_plugin.curriculum.models import (
    Curriculum,
    CurriculumLine,
    PlannedLesson,
    TeachingAssignment,
    ThematicPlan,
)
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage
from journal_plugin.curriculum.queries import without_control
from journal_plugin.curriculum.switches import kept
from journal_plugin.monitoring.queries.drafts import drafts_of
from journal_plugin.monitoring.queries.readiness.people import day_of
from journal_plugin.monitoring.readiness import Check, Missing, check
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group
from journal_plugin.timetable.models import Slot


def load_and_timetable(year: AcademicYear) -> tuple[Check, ...]:
    """Curricula of groups, their forms of control, load of curricula, slots of the load; five queries."""
    return (
        check(_("Curricula"), Area.DIRECTORIES, _curricula(year)),
        check(_("Forms of control in the curricula"), Area.DIRECTORIES, _controls(year)),
        check(_("Load by the curricula"), Area.TIMETABLE, _load(year)),
        check(_("Timetable of the load"), Area.TIMETABLE, _slots(year)),
    )


def programmes(year: AcademicYear) -> tuple[Check, ...]:
    """Programmes of the elements that are taught, and their hours; eight queries."""
    return (
        check(_("Every element taught has its work programme"), Area.PROGRAMMES, _programmes(year)),
        check(_("Hours of programmes are those of the curricula"), Area.PROGRAMMES, _hours(year)),
    )


def _curricula(year: AcademicYear) -> Iterator[Missing]:
    groups = Group.objects.on(day_of(year)).filter(institution=year.institution_id, kind=GroupKind.GROUP)
    planned = Curriculum.objects.filter(year=year, groups=OuterRef("pk"))
    for name in groups.exclude(Exists(planned)).order_by("course", "sort_key").values_list("name", flat=True):
        yield Missing(_("%(group)s has no curriculum") % {"group": name}, place=("journal_curriculum:add", ()))
    lines = CurriculumLine.objects.filter(curriculum=OuterRef("pk"))
    empty = Curriculum.objects.filter(year=year).exclude(Exists(lines)).order_by("sort_key")
    for pk, name in empty.values_list("pk", "name"):
        yield Missing(_("%(plan)s has no lines") % {"plan": name}, place=("journal_curriculum:edit", (pk,)))


def _controls(year: AcademicYear) -> Iterator[Missing]:
    for pk, curriculum, element in without_control(year):
        yield Missing(f"{curriculum}, {element}", place=("journal:controls_of", (pk,)))


def _load(year: AcademicYear) -> Iterator[Missing]:
    """Lines with hours that nobody teaches to one of the groups, nor to its parts, nor to a stream."""
    here = Q(group=OuterRef("curriculum__groups")) | Q(group__parent=OuterRef("curriculum__groups"))
    gathered = Q(group__memberships__learner__memberships__group=OuterRef("curriculum__groups"))
    taught = TeachingAssignment.objects.filter(here | gathered, term=OuterRef("term"), element=OuterRef("element"))
    lines = CurriculumLine.objects.filter(kept(), curriculum__year=year, curriculum__groups__isnull=False)
    rows = lines.exclude(theory_hours=0, practice_hours=0).exclude(Exists(taught))
    order = rows.order_by("curriculum__groups__sort_key", "term__since", "element__sort_key")
    for group, element, term in order.values_list("curriculum__groups__name", "element__name", "term__name"):
        text = _("%(group)s, %(element)s, %(term)s") % {"group": group, "element": element, "term": term}
        yield Missing(text, place=("journal_teachingassignment:add", ()))


def _slots(year: AcademicYear) -> Iterator[Missing]:
    """Load with weekly lessons that no slot gives."""
    placed = Slot.objects.filter(term=OuterRef("term"), group=OuterRef("group"), element=OuterRef("element"))
    load = TeachingAssignment.objects.filter(kept(), term__year=year, lessons_per_cycle__gt=0).exclude(Exists(placed))
    order = load.order_by("term__since", "group__sort_key", "element__sort_key")
    rows = order.values_list("group__name", "element__name", "term__name").distinct()
    for group, element, term in rows:
        text = _("%(group)s, %(element)s, %(term)s") % {"group": group, "element": element, "term": term}
        yield Missing(text, place=("journal_slot:add", ()))


def _programmes(year: AcademicYear) -> Iterator[Missing]:
    written = ThematicPlan.objects.filter(year=year, element=OuterRef("element"))
    load = (
        TeachingAssignment.objects.filter(kept(), term__year=year)
        .exclude(Exists(written))
        .order_by("element__sort_key")
    )
    names = (f"staff__person__{part}" for part in ("last_name", "first_name", "patronymic"))
    owing: dict[tuple[int, str], dict[str, None]] = {}
    for element, name, *who in load.values_list("element", "element__name", *names):
        owing.setdefault((element, name), {})[initials(*who)] = None
    shelf = WorkProgrammeIndexPage.objects.descendant_of(year.institution.site.root_page).first() if owing else None
    place = ("wagtailadmin_pages:add", ("journal", "workprogrammepage", shelf.pk)) if shelf else None
    drafts, waiting = drafts_of(year) if owing else ({}, set())
    for (element, name), who in owing.items():
        draft = drafts.get(element)
        text = (
            _("%(element)s: waits for approval")
            if draft in waiting
            else _("%(element)s: a draft")
            if draft
            else "%(element)s"
        )
        where = ("wagtailadmin_pages:edit", (draft,)) if draft else place
        yield Missing(text % {"element": name}, owes=", ".join(who), place=where)


def _hours(year: AcademicYear) -> Iterator[Missing]:
    lines = CurriculumLine.objects.filter(curriculum__year=year).order_by().values("curriculum", "element")
    planned: dict[int, set[int]] = {}
    for line in lines.annotate(hours=Sum(F("theory_hours") + F("practice_hours"))):
        planned.setdefault(line["element"], set()).add(line["hours"])
    rows = PlannedLesson.objects.filter(plan__year=year, withdrawn=False).order_by("plan__element__sort_key")
    written = rows.values_list("plan__element", "plan__element__name", "plan__page_id").annotate(hours=Sum("hours"))
    for element, name, page, hours in written:
        if element in planned and hours not in planned[element]:
            said = {"element": name, "hours": hours, "planned": " / ".join(map(str, sorted(planned[element])))}
            text = _("%(element)s: %(hours)s h in the programme, %(planned)s in the curriculum") % said
            yield Missing(text, place=("wagtailadmin_pages:edit", (page,)))
