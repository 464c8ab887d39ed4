"""The beginning of the year in one group: what its curator has confirmed and what is still to do."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.extracurricular.queries import planned_in
from journal_plugin.people.enums import Duty
from journal_plugin.people.models import Group, Learner
from journal_plugin.people.queries.consents import missing_in
from journal_plugin.people.queries.starting import confirmed_of, lacking_of, members_of
from journal_plugin.people.starting import Confirmed, Lacking, due_in, fingerprint, first_week_ends

CHECK_DAY = 30
"""The day of August for the group's list, the channels and the plan of events (W16)."""

_TEXTS = {
    Duty.COMPOSITION: (_("List of the group"), _("The list is right")),
    Duty.CHANNELS: (_("Channels with learners and families"), _("The channels are set up")),
    Duty.INSTRUCTION: (_("Instruction of learners and families"), _("The instruction was held")),
}


@dataclass(frozen=True)
class Card:
    """One duty: its title, the word on its button, the day by which it is done, and what was confirmed last."""

    duty: Duty
    title: str
    button: str
    due: date
    confirmed: Confirmed | None

    @property
    def is_done(self) -> bool:
        """Whether it needs nothing more: a list that has changed since is to be looked at again."""
        return self.confirmed is not None and not (self.duty == Duty.COMPOSITION and self.confirmed.has_changed)


@dataclass(frozen=True)
class Start:
    """The cards, how many events are planned and by which day, the group's list with its fingerprint, whose contacts are
    missing and by which day they are entered.

    ``consents`` is how many are missing, None for who reads no consents.
    """

    cards: tuple[Card, ...]
    events: int
    checks: date
    names: tuple[str, ...]
    seen: str
    lacking: tuple[Lacking, ...]
    week_ends: date
    consents: int | None

    @property
    def left(self) -> int:
        """How much is still to do."""
        return sum(not card.is_done for card in self.cards) + sum(
            (not self.events, bool(self.lacking), bool(self.consents))
        )


def start_of(group: Group, year: AcademicYear, today: date, *, with_consents: bool) -> Start:
    """How far the beginning of ``year`` is in ``group``; seven queries, and three ``with_consents``."""
    day = min(max(today, year.since), year.until)
    members = members_of([group.pk], day)[group.pk]
    confirmed = confirmed_of([group.pk], year, day)[group.pk]
    week_ends = first_week_ends(year.since)
    checks = due_in(year.since, CHECK_DAY)
    learners = Learner.objects.filter(pk__in=members).select_related("person").order_by("person__sort_key", "pk")
    return Start(
        cards=tuple(
            Card(
                duty,
                str(title),
                str(button),
                week_ends if duty == Duty.INSTRUCTION else checks,
                confirmed.get(duty),
            )
            for duty, (title, button) in _TEXTS.items()
        ),
        events=planned_in([group.pk], year).get(group.pk, 0),
        checks=checks,
        names=tuple(learner.person.list_name for learner in learners),
        seen=fingerprint(members),
        lacking=tuple(lacking_of([group.pk], day)),
        week_ends=week_ends,
        consents=missing_in([group.pk], day)[group.pk] if with_consents else None,
    )
