"""One run of backup: prepare the copy once, lay it down in every place, remember how it went."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from portal.backup import database, files
from portal.backup.copies import Manifest, lay_down, name_at, part_of, said_of, thin_out
from portal.backup.plan import BackupProblem, NotSetUp, Plan
from portal.backup.seal import seal
from portal.backup.state import Outcome, State, remember

_PREPARED = "backup-prepared-"
_DATABASE, _FILES = "database", "files.tar"


def make_copy(plan: Plan, now: datetime) -> State:
    """A copy in every place of the plan, read back and whole; what came of it in each, which is remembered too.

    One place that fails does not keep the others from theirs. Raises NotSetUp where no place is named, BackupProblem
    where another run is under way.
    """
    if not plan.places:
        raise NotSetUp(_("No backup: JOURNAL_BACKUP_PLACES names no place."))
    with _alone(plan), _room(plan) as folder:
        try:
            manifest = _prepare(plan, folder, now)
        except BackupProblem as problem:
            outcomes = tuple(Outcome(str(place), "", str(problem)) for place in plan.places)
        except OSError as error:
            problem = said_of(error, folder.parent)
            outcomes = tuple(Outcome(str(place), "", problem) for place in plan.places)
        else:
            outcomes = tuple(_placed(plan, place, folder, manifest, now) for place in plan.places)
        return remember(plan.state, outcomes, now)


def _placed(plan: Plan, place: Path, folder: Path, manifest: Manifest, now: datetime) -> Outcome:
    name = ""
    try:
        name = lay_down(place, folder, manifest, name_at(now)).folder.name
        thin_out(place, now, days=plan.days, months=plan.months)
    except BackupProblem as problem:
        return Outcome(str(place), name, str(problem))
    except OSError as error:
        return Outcome(str(place), name, said_of(error, place))
    return Outcome(str(place), name, "")


def _prepare(plan: Plan, folder: Path, now: datetime) -> Manifest:
    """The database first, then the files: then every row of the copy has its file."""
    rows = database.dump(plan.database, folder / _DATABASE)
    count = files.pack(plan.roots, folder / _FILES)
    made = [folder / _DATABASE, folder / _FILES]
    if plan.key:
        made = [seal(path, plan.key) for path in made]
    return Manifest(now.isoformat(), database.kind_of(plan.database), rows, count, tuple(map(part_of, made)))


@contextmanager
def _alone(plan: Plan) -> Iterator[None]:
    plan.state.parent.mkdir(parents=True, exist_ok=True)
    with plan.state.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupProblem(_("Another backup is under way: this one has not begun.")) from error
        yield


@contextmanager
def _room(plan: Plan) -> Iterator[Path]:
    """A folder closed to others, where a copy is prepared; those of killed runs are removed."""
    for rest in plan.state.parent.glob(f"{_PREPARED}*"):
        shutil.rmtree(rest, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_PREPARED, dir=plan.state.parent) as folder:
        yield Path(folder)
