"""The study year that follows another: its name and days, a year later (pure)."""

import re
from datetime import date

from journal_plugin.calendar.cards import HolidayCard, TermCard


def year_later(day: date) -> date:
    """The same day of the next year; 28 February for the 29th."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def name_after(name: str) -> str:
    """«2026/2027» -> «2027/2028»: every number of four digits grows by one."""
    return re.sub(r"\d{4}", lambda found: str(int(found.group()) + 1), name)


def term_after(card: TermCard) -> TermCard:
    """The same study period a year later."""
    return TermCard(card.name, card.kind, year_later(card.since), year_later(card.until), card.number)


def holiday_after(card: HolidayCard) -> HolidayCard:
    """The same holidays a year later."""
    return HolidayCard(card.name, year_later(card.since), year_later(card.until), card.course)


def group_name_after(name: str, course: int, year: int) -> str:
    """What a group is called a course up: «СД21» -> «СД31», «ЛД101» -> «ЛД201», «5А» -> «6А».

    A name without its course stays, and so does one with the year of admission, that is ``year`` less the courses behind:
    «ОН-24» of the second course in 2025.
    """
    if f"{(year - course + 1) % 100:02d}" in re.findall(r"\d+", name):
        return name
    return re.sub(rf"(?<!\d){course}(?=\d{{0,2}}(?:\D|$))", str(course + 1), name, count=1)
