"""Constraints and what breaks them, in words (pure)."""

from collections import Counter
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal_plugin.institution.enums import Weekday
from journal_plugin.timetable import checking
from journal_plugin.timetable import constraints as c
from journal_plugin.timetable.checking import Breach
from journal_plugin.timetable.conflicts import Conflict
from journal_plugin.timetable.constraints import Constraint, Same

_ALWAYS = {
    checking.UNPLACED: gettext_lazy("A lesson has no place"),
    checking.CLASH: gettext_lazy("Two lessons at one time"),
    checking.OUTSIDE: gettext_lazy("A lesson does not fit into the day"),
    checking.ROOM_CLASH: gettext_lazy("Two lessons in one room"),
    checking.ROOM_SMALL: gettext_lazy("The room is too small"),
    checking.ROOM_SHUT: gettext_lazy("The room is not available"),
    checking.CROWDED: gettext_lazy("More hours of lessons than free times"),
    checking.NO_ROOM: gettext_lazy("There is no room left for a lesson"),
}
_PLAIN: dict[type[Constraint], object] = {
    c.Unavailable: gettext_lazy("Not available at that time"),
    c.StartingTimes: gettext_lazy("Begins at one of the chosen times"),
    c.TimeSlots: gettext_lazy("Lies within the chosen times"),
    c.Together: gettext_lazy("Two lessons of one day follow each other"),
    c.Consecutive: gettext_lazy("One lesson right after the other"),
    c.Grouped: gettext_lazy("Lessons in one row"),
    c.Ordered: gettext_lazy("One lesson later than the other"),
    c.NotOverlapping: gettext_lazy("Not at one time"),
    c.EndsDay: gettext_lazy("The last lesson of the day"),
    c.InRooms: gettext_lazy("In one of the chosen rooms"),
}
_SAME = {
    Same.TIME: gettext_lazy("Begin at one time"),
    Same.HOUR: gettext_lazy("Begin at one hour"),
    Same.DAY: gettext_lazy("On one day"),
}
_LIMITED: dict[type[Constraint], Callable[..., str]] = {
    c.MinDays: lambda rule: _("At least %(n)s days apart") % {"n": rule.days},
    c.MaxDays: lambda rule: _("At most %(n)s days apart") % {"n": rule.days},
    c.MinGapsBetween: lambda rule: _("At least %(n)s free hours between them") % {"n": rule.gaps},
    c.SameStart: lambda rule: str(_SAME[rule.same]),
    c.MaxSimultaneous: lambda rule: _("At most %(n)s at one time") % {"n": rule.limit},
    c.OccupyMaxTimes: lambda rule: _("At most %(n)s of the chosen times are taken") % {"n": rule.limit},
    c.MaxHoursDaily: lambda rule: _("At most %(n)s hours a day") % {"n": rule.limit},
    c.MinHoursDaily: lambda rule: _("At least %(n)s hours a day") % {"n": rule.limit},
    c.MaxHoursContinuously: lambda rule: _("At most %(n)s hours without a break") % {"n": rule.limit},
    c.MaxGaps: lambda rule: (
        (
            _("At most %(n)s free hours between lessons of a day")
            if rule.daily
            else _("At most %(n)s free hours between lessons")
        )
        % {"n": rule.limit}
    ),
    c.MaxDaysOn: lambda rule: _("Lessons on at most %(n)s days") % {"n": rule.limit},
    c.MinDaysOn: lambda rule: _("Lessons on at least %(n)s days") % {"n": rule.limit},
    c.IntervalMaxDays: lambda rule: _("At those hours on at most %(n)s days") % {"n": rule.limit},
    c.EarlyStart: lambda rule: (
        _("The day begins with the first lesson, at most %(n)s times with the second") % {"n": rule.limit}
    ),
    c.MaxRooms: lambda rule: _("At most %(n)s different rooms") % {"n": rule.limit},
}


def named(rule: Constraint | str) -> str:
    """A constraint in words, without whom it is about."""
    if isinstance(rule, str):
        return str(_ALWAYS[rule])
    return _LIMITED[type(rule)](rule) if type(rule) in _LIMITED else str(_PLAIN[type(rule)])


def told(found: Iterable[Breach]) -> tuple[str, ...]:
    """What is broken, rules before wishes, the dearest first: «rule: where»."""
    order = sorted(found, key=lambda breach: (not breach.hard, -breach.cost))
    return tuple(f"{named(breach.rule)}: {breach.where}" for breach in order)


def summed(found: Iterable[Breach]) -> tuple[str, ...]:
    """How often each kind of constraint is broken, rules before wishes: «rule — 3»."""
    count = Counter[tuple[bool, str]]()
    for breach in found:
        count[not breach.hard, named(breach.rule)] += 1
    return tuple(
        f"{name} — {number}" for (_soft, name), number in sorted(count.items(), key=lambda one: (one[0][0], -one[1]))
    )


def named_clash(clash: Conflict) -> str:
    """Who or what would be in two places, and in which lessons."""
    one = clash.first
    text = _("%(kind)s %(name)s, %(day)s, lesson %(number)s: %(first)s and %(second)s")
    return text % {
        "kind": str(clash.kind.label).capitalize(),
        "name": clash.name,
        "day": str(Weekday(one.weekday).label),
        "number": one.number,
        "first": f"{one.group}, {one.element}",
        "second": f"{clash.second.group}, {clash.second.element}",
    }


STEPS = {
    "times": gettext_lazy("times"),
    "rooms": gettext_lazy("times and rooms together"),
    "repair": gettext_lazy("times, piece by piece"),
    "wishes": gettext_lazy("wishes"),
    "why": gettext_lazy("which rules contradict each other"),
}
MISSING = {
    "group": gettext_lazy("There is no such group"),
    "subject": gettext_lazy("There is no such study element"),
    "teacher": gettext_lazy("There is no such staff member"),
    "room": gettext_lazy("There is no such room"),
}
