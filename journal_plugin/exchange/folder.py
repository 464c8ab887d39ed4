"""Lists that another system lays in a folder: which files they are, and whether they are still being written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from journal_plugin.core.spreadsheet import SpreadsheetError, check_size
from journal_plugin.exchange.enums import Listing

BEGINNINGS = {Listing.STAFF: "staff", Listing.GROUPS: "groups", Listing.LEARNERS: "learners"}
"""How the name of a file begins, in the order of taking: learners name groups."""
ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True)
class Found:
    """A file as it was at the first look: size in bytes, time of its last change in nanoseconds."""

    what: Listing
    path: Path
    size: int
    changed: int


@dataclass(frozen=True)
class Laid:
    """A file that was read: its bytes, or why there are none; ``growing`` while somebody writes it."""

    what: Listing
    name: str
    data: bytes = b""
    problem: str = ""
    growing: bool = False


def newest_lists(folder: Path) -> tuple[Found, ...]:
    """The newest list of every kind in ``folder`` itself, in the order of taking. Raises OSError."""
    newest: dict[Listing, Found] = {}
    for path in sorted(folder.iterdir()):
        name = path.name.casefold()
        what = next((what for what, beginning in BEGINNINGS.items() if name.startswith(beginning)), None)
        if what is None or not name.endswith(ENDINGS) or not path.is_file():
            continue
        look = path.stat()
        found = Found(what, path, look.st_size, look.st_mtime_ns)
        if what not in newest or newest[what].changed <= found.changed:
            newest[what] = found
    return tuple(newest[what] for what in BEGINNINGS if what in newest)


def read_lists(found: Iterable[Found]) -> Iterator[Laid]:
    """The files one by one; a file that differs from its first look is not read, it waits for the next time."""
    for file in found:
        try:
            check_size(file.size)
            data = file.path.read_bytes()
            look = file.path.stat()
        except OSError:
            yield Laid(file.what, file.path.name, problem=_("The file %(name)s cannot be read.") % {"name": file.path})
        except SpreadsheetError as error:
            yield Laid(file.what, file.path.name, problem=str(error))
        else:
            growing = (look.st_size, look.st_mtime_ns, len(data)) != (file.size, file.changed, file.size)
            yield Laid(file.what, file.path.name, data=b"" if growing else data, growing=growing)
