"""A real college's half-year as its lists came: read as they are, laid out, taken out again (issue's real input)."""

from datetime import time
from pathlib import Path

import pytest
from django.conf import settings

from journal_plugin.calendar.actions import enter_bells
from journal_plugin.calendar.cards import BellCard
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.curriculum.models import StudyElement, TeachingAssignment
from journal_plugin.exchange.actions import apply_list
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.exporters import export_list
from journal_plugin.exchange.lists import context_of, plan_list
from journal_plugin.institution.models import Building, Room
from journal_plugin.institution.queries import shared_rooms
from journal_plugin.lessons.actions import lay_out_term
from journal_plugin.lessons.models import Journal, Lesson, LessonTeacher, Work
from journal_plugin.people.enums import GroupKind
from journal_plugin.people.models import Group, Staff
from journal_plugin.people.queries import group_cards
from journal_plugin.timetable.conflicts import conflicts
from journal_plugin.timetable.models import Slot
from journal_plugin.timetable.queries import slot_cards
from tests.factories.institution import first_term, make_institution, make_year

COLLEGE = Path(settings.BASE_DIR) / "portal" / "demo" / "data" / "college"
FILES = (
    (Listing.ROOMS, "rooms.csv", 25),
    (Listing.STAFF, "teachers.csv", 44),
    (Listing.GROUPS, "groups.csv", 14),
    (Listing.SUBGROUPS, "subgroups.csv", 47),
    (Listing.ELEMENTS, "subjects.csv", 71),
    (Listing.LOAD, "load.csv", 323),
    (Listing.TIMETABLE, "timetable.csv", 791),
)
BELLS = ("08:30-10:00", "10:10-11:40", "12:20-13:50", "14:00-15:30", "15:40-17:10", "17:20-18:50")


def college():
    """An institution with a year and six bells, still without lists."""
    institution = make_institution()
    make_year(institution)
    bells = [
        BellCard("Основные", number, *(time.fromisoformat(part) for part in times.split("-")))
        for number, times in enumerate(BELLS, start=1)
    ]
    enter_bells(institution=institution, cards=bells)
    return institution


def import_all(institution):
    """Every file in order; the number of rows that each created."""
    made = []
    for what, name, _rows in FILES:
        context = context_of(what, institution)
        plan = apply_list(what=what, context=context, data=(COLLEGE / name).read_bytes())
        made.append(len(plan.created))
    return made


@pytest.mark.row("N03")
def test_real_lists_are_read_as_they_are(db, today):
    institution = college()
    assert import_all(institution) == [rows for _what, _name, rows in FILES]
    groups = Group.objects.filter(kind=GroupKind.GROUP)
    assert groups.count() == 14
    assert sum(group.places for group in groups) == 353
    assert (
        Group.objects.filter(kind=GroupKind.SUBGROUP).count() + Group.objects.filter(kind=GroupKind.BRIGADE).count()
        == 47
    )
    assert Group.objects.get(name="ЛД101-Б2").kind == GroupKind.BRIGADE
    assert Group.objects.get(name="СД42").course == 4
    assert StudyElement.objects.count() == 71
    assert Staff.objects.count() == 44
    assert (Room.objects.count(), Building.objects.count()) == (25, 3)
    assert Room.objects.get(name="Р").capacity is None
    assert TeachingAssignment.objects.count() == 323
    assert Slot.objects.count() == 791
    assert Slot.objects.filter(week="A").count() + Slot.objects.filter(week="B").count() == 791
    assert Slot.objects.filter(week="A").count() == 439


def test_real_lists_sent_again_change_nothing(db, today):
    institution = college()
    import_all(institution)
    for what, name, rows in FILES:
        plan = plan_list(what, context_of(what, institution), (COLLEGE / name).read_bytes())
        assert (plan.created, plan.changed, plan.removed, plan.unchanged, plan.refused) == ((), (), (), rows, ())


def test_real_lists_taken_out_and_sent_in_change_nothing(db, today):
    institution = college()
    import_all(institution)
    for what, _name, rows in FILES:
        context = context_of(what, institution)
        plan = plan_list(what, context, export_list(what, context))
        assert (what, plan.created, plan.changed, plan.removed, plan.unchanged, plan.refused) == (
            what,
            (),
            (),
            (),
            rows,
            (),
        )


def test_real_timetable_has_no_clash(db, today):
    institution = college()
    import_all(institution)
    term = first_term(institution_year(institution))
    parents = {card.name: card.parent for card in group_cards(institution, today).values()}
    shared = shared_rooms(institution)
    assert shared == {"Р", "Д"}
    assert list(conflicts(slot_cards(term, today).values(), parents, shared_rooms=shared)) == []


def test_real_timetable_becomes_a_term_of_lessons(db, today):
    institution = college()
    import_all(institution)
    term = first_term(institution_year(institution))
    assert Lesson.objects.count() == Work.objects.count() > 6000
    assert Journal.objects.count() == len(set(Slot.objects.values_list("group", "element")))
    double = Slot.teachers.through.objects.count() - Slot.objects.count()
    assert double == 50
    assert LessonTeacher.objects.count() > Lesson.objects.count()
    again = lay_out_term(term=term)
    assert (again.created, again.changed, again.unchanged, again.removed) == (0, 0, Lesson.objects.count(), 0)


def institution_year(institution):
    """Its only year."""
    return AcademicYear.objects.get(institution=institution)
