"""What the register does by itself when it hears from the rooms below."""

from dataclasses import replace
from datetime import date

import pytest

from journal_plugin.lessons.models import Lesson
from journal_plugin.timetable.actions import enter_slots
from journal_plugin.timetable.cards import SlotCard

MONDAY = SlotCard(week="", weekday=1, number=1, group="ТМ-31", element="Химия", teachers=("П01", "П02"))


@pytest.mark.row("C04")
def test_entered_timetable_becomes_lessons_by_itself(term):
    enter_slots(term=term, cards=[MONDAY])
    assert Lesson.objects.count() == 17
    enter_slots(term=term, cards=[replace(MONDAY, weekday=2)], since=date(2026, 11, 20), replace=True)
    assert sorted(
        set(Lesson.objects.filter(date__gte=date(2026, 11, 20)).values_list("date__iso_week_day", flat=True))
    ) == [2]
