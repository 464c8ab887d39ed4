"""The files of a package against the specification: headings, required fields, formats, vocabularies, references."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from journal_plugin.exchange.oneroster.findings import Findings
from journal_plugin.exchange.oneroster.package import Package, open_package, read_rows
from journal_plugin.exchange.oneroster.spec import FILES, OWN, SYSTEM, Field, Format, headings

ONLY_CHECKED = frozenset({"categories", "lineItems", "results"})
"""Files that are looked through and not kept: the register is no place for what another system thinks was entered."""


Ids = dict[str | int, str]
"""The sourcedIds of a file that have been met."""


@dataclass(frozen=True)
class Record:
    """A row of a package: the number of its line, and what stands in its fields that are not empty."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def own(self, name: str) -> str:
        """What stands in our own column ``name``."""
        return self.values.get(OWN + name, "")

    def refs(self, name: str) -> list[str]:
        """The sourcedIds in a list."""
        return split(self[name])


@dataclass
class Checked:
    """What was read of a package: rows by file, how many rows every file has, what is wrong."""

    findings: Findings = field(default_factory=Findings)
    records: dict[str, list[Record]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    is_own: bool = False
    """Whether this very program wrote it, so that what is empty is empty on purpose."""

    def of(self, file: str) -> list[Record]:
        """The rows of ``file``; none where it is absent."""
        return self.records.get(file, [])


def check_package(data: bytes) -> Checked:
    """Reads the package in ``data`` against the specification (N01). Writes nothing. Raises PackageError.

    Memory: the rows of the lists, of works and marks only their sourcedIds.
    """
    checked = Checked()
    package = open_package(data, checked.findings)
    checked.is_own = package.system == SYSTEM
    ids: dict[str, Ids] = {}
    for name in package.files:
        ids[name] = {}
        records = [record for record in _records(package, name, ids, checked) if name not in ONLY_CHECKED]
        if name not in ONLY_CHECKED:
            checked.records[name] = records
    _check_selves(checked, ids)
    return checked


def split(value: str) -> list[str]:
    """The values of a list in one cell."""
    return [part for part in (part.strip() for part in value.split(",")) if part]


def _records(package: Package, name: str, ids: dict[str, Ids], checked: Checked) -> Iterator[Record]:
    findings, rows = checked.findings, read_rows(package.pack, name, checked.findings)
    _line, heads = next(rows, (0, []))
    if not _check_heads(name, heads, findings):
        findings.spoilt.add(name)
        return
    fields = {head: at for at, head in enumerate(heads)}
    columns = [(one, fields[one.name], _READ.get(one.format)) for one in FILES[name] if one.name in fields]
    for line, cells in rows:
        if len(cells) > len(heads):
            findings.add(name, line, "", "", _("There are more cells than headings: put texts with commas in quotes."))
            continue
        checked.counts[name] = checked.counts.get(name, 0) + 1
        values = {}
        for one, at, read in columns:
            value = cells[at].strip() if at < len(cells) else ""
            if value:
                values[one.name] = _same(ids, one, value)
                problem = read(one, value) if read else ""
                if one.to not in findings.spoilt:
                    problem = problem or _missing(ids, name, one, value)
            else:
                problem = _("Required by OneRoster, and empty.") if one.required else ""
            if problem:
                findings.add(name, line, one.name, value, problem)
        if values.get("status") == "tobedeleted":
            findings.note(_("Rows with the status tobedeleted are not taken."))
            continue
        yield _remembered(name, Record(line, values), ids[name], findings)


def _check_heads(name: str, heads: list[str], findings: Findings) -> bool:
    if not heads:
        if name not in findings.spoilt:
            findings.add(name, 0, "", "", _("The file is empty: even a file without rows has headings."))
        return False
    if len(heads) == 1 and ";" in heads[0]:
        findings.add(name, 1, "", heads[0], _("Cells are parted by semicolons; OneRoster parts them by commas."))
        return False
    missing = [one.name for one in FILES[name] if one.required and one.name not in heads]
    for head in missing:
        findings.add(name, 1, head, "", _("There is no such column, and OneRoster requires it."))
    for head in {head for head in heads if heads.count(head) > 1}:
        findings.add(name, 1, head, "", _("There are two columns of this name."))
    wanted = headings(name, own=False)
    if not missing and tuple(heads[: len(wanted)]) != wanted:
        text = _("%(name)s: the headings are not those of OneRoster 1.2 in their order; columns are found by name.")
        findings.note(text % {"name": f"{name}.csv"})
    return not missing


def _remembered(name: str, record: Record, own: Ids, findings: Findings) -> Record:
    guid = record["sourcedId"]
    key = guid if name in _POINTED else hash(guid)
    if guid and key in own:
        findings.add(name, record.line, "sourcedId", guid, _("Another row of this file has the same sourcedId."))
    own[key] = guid if name in _POINTED else ""
    return record


_POINTED = frozenset(one.to for fields in FILES.values() for one in fields)
"""Files into which others point; of the sourcedIds of any other, which may be a million, only hashes are kept."""


def _same(ids: dict[str, Ids], one: Field, value: str) -> str:
    """The value, as the very text that is remembered already: a sourcedId named ten thousand times is kept once."""
    return ids.get(one.to, {}).get(value, value) if one.format == Format.GUID else value


def _missing(ids: dict[str, Ids], name: str, one: Field, value: str) -> str:
    if not one.to or one.to == name:
        return ""
    known = ids.get(one.to)
    if known is None:
        return _("Points into %(file)s, which is not in the package.") % {"file": f"{one.to}.csv"}
    named = [value] if one.format == Format.GUID else split(value)
    return "" if all(guid in known for guid in named) else _no_row(one.to)


def _no_row(file: str) -> str:
    return _("There is no such row in %(file)s.") % {"file": f"{file}.csv"}


def _check_selves(checked: Checked, ids: dict[str, Ids]) -> None:
    """References of a file into itself, which may point forward."""
    for name, records in checked.records.items():
        for one in (one for one in FILES[name] if one.to == name):
            for record in records:
                gone = [guid for guid in record.refs(one.name) if guid not in ids[name]]
                if gone:
                    checked.findings.add(name, record.line, one.name, ", ".join(gone), _no_row(name))


def _date(_one: Field, value: str) -> str:
    try:
        return "" if len(value) == 10 and date.fromisoformat(value) else _no_date()
    except ValueError:
        return _no_date()


def _no_date() -> str:
    return _("This is not a date like 2026-09-01.")


def _datetime(_one: Field, value: str) -> str:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return _("This is not a moment like 2026-09-01T08:30:00Z.")
    return ""


def _number(_one: Field, value: str) -> str:
    try:
        float(value)
    except ValueError:
        return _("This is not a number.")
    return ""


def _word(one: Field, value: str) -> str:
    ours = value in one.words or (one.format == Format.WORDS and value.startswith("ext:"))
    return "" if ours else _("Write one of: %(words)s.") % {"words": ", ".join(one.words)}


def _boolean(_one: Field, value: str) -> str:
    return "" if value in ("true", "false") else _("Write one of: %(words)s.") % {"words": "true, false"}


def _year(_one: Field, value: str) -> str:
    return "" if len(value) == 4 and value.isdigit() else _("This is not a year like 2027.")


def _guid(_one: Field, value: str) -> str:
    return "" if len(value) <= 255 else _("The text is longer than %(limit)s characters.") % {"limit": 255}


_READ: dict[Format, Callable[[Field, str], str]] = {
    Format.DATE: _date,
    Format.DATETIME: _datetime,
    Format.NUMBER: _number,
    Format.WORD: _word,
    Format.WORDS: _word,
    Format.BOOLEAN: _boolean,
    Format.YEAR: _year,
    Format.GUID: _guid,
}
"""How a value of each format is looked at: what is wrong with it, empty where nothing is."""
