"""Taking the lists that another system lays in a folder (N01, N02): each whole or not at all, and once."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import nullcontext

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.core.audit import record
from journal_plugin.core.db import lock_row
from journal_plugin.core.spreadsheet import SpreadsheetError
from journal_plugin.exchange.absent import absent_from
from journal_plugin.exchange.actions.lists import ListRefused, confirm, send_in
from journal_plugin.exchange.enums import Listing
from journal_plugin.exchange.folder import Laid
from journal_plugin.exchange.lists import context_of, plan_list
from journal_plugin.exchange.models import Upload
from journal_plugin.exchange.outcomes import Absent, Outcome, State
from journal_plugin.exchange.plans import Plan
from journal_plugin.institution.models import Institution
from journal_plugin.people.actions import end_learners, end_staff


def synchronise(
    *, institution: Institution, files: Iterable[Laid], drop: int, end_missing: bool = False, preview: bool = False
) -> tuple[Outcome, ...]:
    """Takes the files one by one and says what came of each; with ``preview`` all of it is rolled back.

    A list of people that lacks more than ``drop`` percent of those in force is not taken but kept for a human, and so is
    one with wrong rows. ``end_missing`` ends those whom a taken list does not name: today is their last day.
    """
    with transaction.atomic() if preview else nullcontext():
        outcomes = tuple(_each(institution, files, drop, end_missing))
        if preview:
            transaction.set_rollback(True)
    return outcomes


def _each(institution: Institution, files: Iterable[Laid], drop: int, end_missing: bool) -> Iterator[Outcome]:
    groups_stand = True
    for file in files:
        if file.growing:
            outcome = Outcome(file.what, file.name, State.WAITS, _("The file is still being written."))
        elif file.problem:
            outcome = Outcome(file.what, file.name, State.REFUSED, file.problem)
        elif file.what == Listing.LEARNERS and not groups_stand:
            outcome = Outcome(file.what, file.name, State.WAITS, _("The list of groups comes first."))
        else:
            outcome = _try(institution, file, drop, end_missing)
        if file.what == Listing.GROUPS:
            groups_stand = outcome.state in (State.TAKEN, State.KNOWN)
        yield outcome


def _try(institution: Institution, file: Laid, drop: int, end_missing: bool) -> Outcome:
    try:
        return _take(institution, file, drop, end_missing)
    except (SpreadsheetError, ListRefused) as error:
        return Outcome(file.what, file.name, State.REFUSED, str(error))
    except ValidationError as error:
        return Outcome(file.what, file.name, State.REFUSED, " ".join(error.messages))


@transaction.atomic
def _take(institution: Institution, file: Laid, drop: int, end_missing: bool) -> Outcome:
    lock_row(Institution.objects.all(), pk=institution.pk)
    sha256 = hashlib.sha256(file.data).hexdigest()
    own = Upload.objects.filter(institution=institution, what=file.what, by=None)
    taken = own.exclude(applied_at=None).order_by("-applied_at", "-pk").first()
    if taken and taken.sha256 == sha256:
        return Outcome(file.what, file.name, State.KNOWN)
    plan = plan_list(file.what, context_of(file.what, institution), file.data)
    absent = absent_from(file.what, institution, plan.cards)
    reason = _objection(plan, absent, drop, end_missing)
    known = own.filter(applied_at=None, sha256=sha256).exists()
    if not (reason and known):
        upload = send_in(what=file.what, institution=institution, name=file.name, data=file.data, by=None)
        told = {"what": file.what, "file": file.name, "sha256": sha256, "taken": not reason}
        record(institution, "journal.sync", missing=len(absent.missing), **told)
    if reason:
        return Outcome(file.what, file.name, State.HELD, reason, plan, absent)
    confirm(upload=upload, seen=plan.digest, by=None)
    ended = end_missing and bool(absent.missing)
    if ended:
        end = end_staff if file.what == Listing.STAFF else end_learners
        end(institution=institution, ids=absent.missing, day=institution.today())
    return Outcome(file.what, file.name, State.TAKEN, "", plan, absent, ended)


def _objection(plan: Plan, absent: Absent, drop: int, end_missing: bool) -> str:
    """Why a human has to look at the list first; empty where nothing stands against it."""
    if plan.refused:
        return _("The list has wrong rows. Nothing is written.")
    if not absent.is_more(drop):
        return ""
    told = {
        "missing": len(absent.missing),
        "all": absent.standing,
        "share": absent.percent,
        "drop": drop,
    }
    if end_missing:
        return (
            _(
                "This file would end %(missing)s people of %(all)s, that is %(share)s%%; allowed are %(drop)s%%. "
                "Nothing is written. If the file is right, repeat with --drop %(share)s."
            )
            % told
        )
    return (
        _(
            "The file lacks %(missing)s people of %(all)s, that is %(share)s%%; allowed are %(drop)s%%. "
            "Nothing is written. If the file is right, repeat with --drop %(share)s."
        )
        % told
    )
