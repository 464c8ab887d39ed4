"""Refusing what would be in two places, in words that say with what; who keeps the timetable may insist."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from journal_plugin.core.names import initials
from journal_plugin.core.typography import bind
from journal_plugin.institution.models import Room
from journal_plugin.lessons.actions.register import Register
from journal_plugin.lessons.clashes import Met, Taken, clashes
from journal_plugin.lessons.models import Journal
from journal_plugin.lessons.queries.occupied import occupied, shared_room_ids
from journal_plugin.lessons.rules import journals_forced_by
from journal_plugin.people.models import Staff
from journal_plugin.timetable.conflicts import Clash

_TAKEN = {
    Clash.TEACHER: gettext_lazy("%(who)s is busy at that time: lesson %(number)s, %(group)s, %(element)s."),
    Clash.ROOM: gettext_lazy("The room %(who)s is taken at that time: lesson %(number)s, %(group)s, %(element)s."),
    Clash.GROUP: gettext_lazy("The group %(who)s has another lesson at that time: %(number)s, %(element)s."),
}


class Clashing(ValidationError):
    """Refused because of a clash; ``may_insist``: the actor may put it so all the same if he says why."""

    may_insist = False


def refuse_clashes(
    register: Register,
    wanted: Taken,
    *,
    despite: str = "",
    about: Collection[str] = tuple(Clash),
    closed: str | None = None,
) -> str:
    """Raises Clashing where ``wanted`` would be in two places, or its day is ``closed`` (the name of the holiday or "").

    With ``despite``, from who keeps the timetable, it gives what is to stand in the history instead; empty where nothing
    clashes. Four reads, and those of the names.
    """
    institution = register.journal.institution_id
    others = occupied(institution, wanted.date, wanted.date)
    shared = shared_room_ids(institution) if wanted.room else frozenset()
    told = [_told(met, wanted) for met in clashes(wanted, others, shared, about)]
    if closed is not None:
        told.insert(0, _("There are no lessons on that day: %(why)s.") % {"why": closed or _("a day off")})
    if not told:
        return ""
    may_insist = Journal.objects.filter(journals_forced_by(register.actor.pk), pk=register.journal.pk).exists()
    despite = " ".join(despite.split())
    if despite and may_insist:
        return _(" In spite of a clash (%(why)s): %(clash)s") % {"why": despite, "clash": " ".join(told)}
    refusal = Clashing([bind(line) for line in dict.fromkeys(told)])
    refusal.may_insist = may_insist
    raise refusal


def _told(met: Met, wanted: Taken) -> str:
    other = met.other
    said = {"number": other.number, "group": other.group_name, "element": other.element_name}
    if met.kind == Clash.TEACHER:
        people = Staff.objects.filter(pk__in=met.who).order_by("person__sort_key")
        names = people.values_list("person__last_name", "person__first_name", "person__patronymic")
        return str(_TAKEN[met.kind]) % (said | {"who": ", ".join(initials(*name) for name in names)})
    if met.kind == Clash.ROOM:
        return str(_TAKEN[met.kind]) % (said | {"who": Room.objects.values_list("name", flat=True).get(pk=wanted.room)})
    if met.who:
        line = ngettext(
            "%(n)s learner has another lesson at that time: %(number)s, %(group)s, %(element)s.",
            "%(n)s learners have another lesson at that time: %(number)s, %(group)s, %(element)s.",
            len(met.who),
        )
        return line % (said | {"n": len(met.who)})
    return str(_TAKEN[met.kind]) % (said | {"who": other.group_name})
