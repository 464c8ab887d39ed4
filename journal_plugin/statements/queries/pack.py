"""What a group's list, title page and print pack are made of."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q

from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.core.names import full_name
from journal_plugin.curriculum.models import Programme
from journal_plugin.institution.enums import InstitutionKind
from journal_plugin.lessons.models import Journal
from journal_plugin.people.models import Group, Membership
from journal_plugin.statements.documents import cover, pack, roster
from journal_plugin.statements.queries.drawn import Drawn, curator_of
from journal_plugin.statements.queries.journal import pages_of
from journal_plugin.statements.queries.substitutions import director_of


def draw_roster(group: Group, since: date, until: date, formed: date) -> Drawn:
    """The list of the group; four reads."""
    return Drawn(_roster(group, since, until, formed, _year(group, since)))


def draw_cover(group: Group, since: date, until: date, formed: date) -> Drawn:
    """The title page; five reads."""
    journals = journals_of(group, since, until)
    return Drawn(_cover(group, since, until, formed, _year(group, since), journals))


def draw_pack(group: Group, since: date, until: date, formed: date) -> Drawn:
    """Title page, list and every journal of the group and its parts; a constant number of reads."""
    journals, year = journals_of(group, since, until), _year(group, since)
    return Drawn(
        pack.Paper(
            group=group.name,
            since=since,
            until=max(min(until, formed), since),
            cover=_cover(group, since, until, formed, year, journals),
            roster=_roster(group, since, until, formed, year),
            journals=pages_of(journals, since, until, formed),
        )
    )


def journals_of(group: Group, since: date, until: date) -> list[Journal]:
    """The journals of the group and of its parts that have a lesson in those days, by discipline; one read.

    A stream or an elective group gathers learners of several groups: its journal is printed by itself.
    """
    own = Q(group=group) | Q(group__parent=group)
    held = Q(lessons__date__range=(since, until), lessons__cancelled=False)
    journals = Journal.objects.filter(own & held).distinct()
    loaded = journals.select_related("institution__settings", "group", "element", "year")
    return list(
        loaded.order_by(
            "element__sort_key", "element_id", F("group__parent").asc(nulls_first=True), "group__sort_key", "pk"
        )
    )


def _year(group: Group, day: date) -> str:
    years = AcademicYear.objects.filter(institution=group.institution_id, since__lte=day, until__gte=day)
    return years.values_list("name", flat=True).first() or ""


def _roster(group: Group, since: date, until: date, formed: date, year: str) -> roster.Paper:
    inside = Membership.objects.between(since, until).filter(Q(group=group) | Q(group__parent=group))
    own: list[tuple] = []
    parts: dict[int, dict[str, None]] = defaultdict(dict)
    for learner, last, first, patronymic, name, parent, *stay in inside.order_by(
        "learner__person__sort_key", "learner_id", "since", "group__sort_key"
    ).values_list(
        "learner_id",
        *(f"learner__person__{part}" for part in ("last_name", "first_name", "patronymic")),
        "group__name",
        "group__parent_id",
        "since",
        "until",
        "order_no",
    ):
        if parent is None:
            own.append((learner, full_name(last, first, patronymic), *stay))
        else:
            parts[learner][name] = None
    return roster.Paper(
        institution=group.institution.name,
        school=group.institution.kind == InstitutionKind.SCHOOL,
        group=group.name,
        year=year,
        since=since,
        until=max(min(until, formed), since),
        formed=formed,
        rows=tuple(roster.Row(*row, parts=tuple(parts[learner])) for learner, *row in own),
        curator=curator_of(group, formed),
        director=director_of(group.institution, formed),
    )


def _cover(group: Group, since: date, until: date, formed: date, year: str, journals: Sequence[Journal]) -> cover.Paper:
    institution = group.institution
    studied = Programme.objects.filter(curricula__groups=group, curricula__year__name=year).distinct()
    programmes = studied.order_by("sort_key").values_list("code", "name")
    named = [" ".join(filter(None, (one.element.code, one.element.name))) for one in journals]
    return cover.Paper(
        institution=institution.name,
        founder=institution.founder,
        city=institution.city,
        school=institution.kind == InstitutionKind.SCHOOL,
        group=group.name,
        course=group.course,
        programmes=tuple(" ".join(filter(None, programme)) for programme in programmes),
        year=year,
        since=since,
        until=max(min(until, formed), since),
        formed=formed,
        parts=(
            roster.NAME,
            *(
                f"{name}, {one.group.name}" if one.group_id != group.pk else name
                for name, one in zip(named, journals, strict=True)
            ),
        ),
        curator=curator_of(group, formed),
        director=director_of(institution, formed),
    )


def terms_of(year: AcademicYear, course: int) -> list[Term]:
    """The study periods of a group's course, in order; one read."""
    return list(Term.objects.parts().filter(Q(course=None) | Q(course=course), year=year).order_by("since", "number"))
