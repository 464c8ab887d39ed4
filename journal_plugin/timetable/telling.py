"""A clash in words: who or what would be in two places, and what takes the place (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from journal_plugin.timetable.conflicts import Clash
from journal_plugin.timetable.verdicts import Against, Off

_BUSY = {
    Clash.TEACHER: _("The teacher %(name)s is busy at that time: %(group)s, %(element)s."),
    Clash.ROOM: _("The room %(name)s is taken at that time: %(group)s, %(element)s."),
    Clash.GROUP: _("The group %(name)s is busy at that time: %(group)s, %(element)s."),
}
_OFF = {
    Clash.TEACHER: (
        _("The teacher %(name)s cannot come at that time%(why)s."),
        _("The teacher %(name)s would rather not come at that time%(why)s."),
    ),
    Clash.ROOM: (_("The room %(name)s is shut at that time%(why)s."), ""),
    Clash.GROUP: (
        _("The group %(name)s has no lessons at that time%(why)s."),
        _("The group %(name)s had better have no lessons at that time%(why)s."),
    ),
}


def off_told(one: Off) -> str:
    """Who cannot, or would rather not, and why."""
    return str(_OFF[one.kind][one.is_wish]) % {"name": one.name, "why": f": {one.reason}" if one.reason else ""}


@dataclass(frozen=True)
class Teller:
    """Tells the clashes of one lesson: its teachers by id, its room and group; names of other groups and elements by id."""

    teachers: Mapping[int, str]
    room: str
    group: str
    groups: Mapping[int, str]
    elements: Mapping[int, str]
    texts: Mapping[Clash, str] = field(default_factory=lambda: {kind: str(text) for kind, text in _BUSY.items()})

    def told(self, one: Against) -> list[str]:
        """A line for everybody who would be in two places."""
        other = {"group": self.groups[one.other.group], "element": self.elements[one.other.element]}
        if one.kind == Clash.TEACHER:
            names = [name for pk, name in self.teachers.items() if pk in one.who]
        else:
            names = [self.room if one.kind == Clash.ROOM else self.group]
        return [self.texts[one.kind] % {"name": name, **other} for name in names]
