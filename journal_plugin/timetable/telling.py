"""A clash in words: who or what would be in two places, and what takes the place (pure)."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from journal_plugin.timetable.conflicts import Clash
from journal_plugin.timetable.verdicts import Against

_BUSY = {
    Clash.TEACHER: gettext_lazy("The teacher %(name)s is busy at that time: %(group)s, %(element)s."),
    Clash.ROOM: gettext_lazy("The room %(name)s is taken at that time: %(group)s, %(element)s."),
    Clash.GROUP: gettext_lazy("The group %(name)s is busy at that time: %(group)s, %(element)s."),
}


def told(
    one: Against,
    *,
    teachers: Mapping[int, str],
    room: str,
    group: str,
    groups: Mapping[int, str],
    elements: Mapping[int, str],
) -> list[str]:
    """One line for everybody who would be in two places; ``groups`` and ``elements`` are names by id."""
    names = {
        Clash.TEACHER: [name for pk, name in teachers.items() if pk in one.who],
        Clash.ROOM: [room],
        Clash.GROUP: [group],
    }[one.kind]
    other = {"group": groups[one.other.group], "element": elements[one.other.element]}
    return [_BUSY[one.kind] % ({"name": name} | other) for name in names]
