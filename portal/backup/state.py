"""How the last run went, remembered in a file: the database may be what has failed."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.core.dates import moment
from portal.backup.plan import Plan

LATE = timedelta(hours=48)
"""Copies are made every night; one missed night is told of by its own letter."""


@dataclass(frozen=True)
class Outcome:
    """What came of a run in a place: the name of its copy or "", the trouble or ""."""

    place: str
    copy: str
    problem: str


@dataclass(frozen=True)
class State:
    """The last run, and when every place got its copy the last time (ISO moments; "" for never)."""

    at: str
    whole_at: str
    outcomes: tuple[Outcome, ...]

    @property
    def problems(self) -> tuple[str, ...]:
        """Each said once."""
        return tuple(dict.fromkeys(outcome.problem for outcome in self.outcomes if outcome.problem))


def remember(file: Path, outcomes: tuple[Outcome, ...], now: datetime) -> State:
    """Writes down a run, whole or not at all."""
    before = recall(file)
    failed = any(outcome.problem for outcome in outcomes)
    whole_at = (before.whole_at if before else "") if failed else now.isoformat()
    state = State(now.isoformat(), whole_at, outcomes)
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(asdict(state), ensure_ascii=False, indent=1))
    os.replace(beside, file)
    return state


def recall(file: Path) -> State | None:
    """The last run; None where nothing readable is remembered."""
    try:
        said = json.loads(file.read_text())
        return State(said["at"], said["whole_at"], tuple(Outcome(**row) for row in said["outcomes"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def worries(plan: Plan, now: datetime) -> list[str]:
    """What an administrator has to know, sentence by sentence; nothing where all is well."""
    if not plan.places:
        return [_("Backup is not set up: a broken disk would take everything with it.")]
    state = recall(plan.state)
    if state is None:
        return [_("No backup has been made yet.")]
    said = list(state.problems)
    if not state.whole_at:
        said.append(_("There has never been a whole backup in every place."))
    elif now - datetime.fromisoformat(state.whole_at) > LATE:
        said.append(_("The last whole backup is of %(at)s.") % {"at": _day(state.whole_at, now)})
    if len(plan.places) < 2:
        said.append(_("Copies go to one place only: name a second one on another medium."))
    elif all(place.exists() for place in plan.places) and len({place.stat().st_dev for place in plan.places}) == 1:
        said.append(_("Every place of copies is on one disk: move one of them to another medium."))
    return said


def last_whole(plan: Plan, now: datetime) -> str:
    """When every place got its copy the last time, in words; "" for never."""
    state = recall(plan.state)
    return _day(state.whole_at, now) if state and state.whole_at else ""


def _day(iso: str, now: datetime) -> str:
    return moment(datetime.fromisoformat(iso), timezone.get_current_timezone(), timezone.localdate(now))
