"""Opening a package safely: what may stand in the archive, how its files are read row by row."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal_plugin import conf
from journal_plugin.core.spreadsheet import SpreadsheetError, check_size
from journal_plugin.exchange.oneroster.findings import Findings, PackageError
from journal_plugin.exchange.oneroster.spec import (
    FILES,
    LISTED,
    MANIFEST,
    MANIFEST_HEADINGS,
    MANIFEST_VERSION,
    NOT_READ,
    PRESENCE,
    VERSION,
)

MOST_FILES = 100
MOST_UNPACKED = 20
"""A package may unpack to that many times the largest size of a file: it is read row by row."""
MOST_ROWS = {"lineItems": 1_000_000, "results": 1_000_000}
USUALLY = 200_000
"""So many rows may a file have: those that are only looked through, and those that are kept until they are compared."""


@dataclass(frozen=True)
class Package:
    """An opened archive: the files that the manifest promises and that we read, what the manifest says of its source."""

    pack: zipfile.ZipFile
    files: tuple[str, ...]
    system: str


def open_package(data: bytes, findings: Findings) -> Package:
    """The package in ``data``; what its manifest lacks goes into ``findings``. Raises PackageError.

    Only names are looked at, nothing is unpacked to disk; how much it would unpack to is known before it is read.
    """
    try:
        check_size(len(data))
        pack = zipfile.ZipFile(io.BytesIO(data))
        parts = pack.infolist()
    except SpreadsheetError as error:
        raise PackageError(str(error)) from error
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise PackageError(_("This is not a zip archive. A OneRoster package is a zip of CSV files.")) from error
    _check_parts(parts)
    if f"{MANIFEST}.csv" not in pack.namelist():
        raise PackageError(_("The archive has no manifest.csv in its root: this is no OneRoster package."))
    manifest = _manifest(pack, findings)
    for name in pack.namelist():
        if name.removesuffix(".csv") not in (*LISTED, MANIFEST):
            findings.note(_("The file %(name)s is not of OneRoster and is not read.") % {"name": name})
    present = {name for name in LISTED if _is_present(pack, name, manifest, findings)}
    for name in sorted(present.intersection(NOT_READ)):
        findings.note(
            _("The file %(name)s is not read: the journal has nothing of the kind.") % {"name": f"{name}.csv"}
        )
    return Package(pack, tuple(name for name in FILES if name in present), manifest.get("source.systemName", ""))


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(parts) > MOST_FILES or len(names) != len(set(names)):
        raise PackageError(_("The archive holds too many files, or two of one name."))
    for part in parts:
        if "/" in part.filename or "\\" in part.filename:
            raise PackageError(
                _("«%(name)s» lies in a folder. The files of a package lie in the root of the archive: pack them anew.")
                % {"name": part.filename[:80]}
            )
        if part.flag_bits & 1:
            raise PackageError(_("The archive is protected by a password. Pack it without one."))
    if sum(part.file_size for part in parts) > MOST_UNPACKED * conf.IMPORT_MAX_BYTES:
        raise PackageError(
            _("The archive is too big when unpacked: more than %(limit)s MB. Send it without lineItems and results.")
            % {"limit": MOST_UNPACKED * conf.IMPORT_MAX_BYTES // 1024 // 1024}
        )


def _manifest(pack: zipfile.ZipFile, findings: Findings) -> dict[str, str]:
    rows = [cells for _line, cells in read_rows(pack, MANIFEST, findings)]
    if not rows or tuple(rows[0][:2]) != MANIFEST_HEADINGS:
        raise PackageError(_("manifest.csv must begin with the line «propertyName,value», in UTF-8."))
    manifest = {cells[0].rstrip("*"): cells[1] for cells in rows[1:] if len(cells) > 1}
    if manifest.get("oneroster.version") != VERSION:
        raise PackageError(
            _("This is OneRoster %(found)s; only %(own)s is read. Ask the other system for that version.")
            % {"found": manifest.get("oneroster.version") or "—", "own": VERSION}
        )
    if manifest.get("manifest.version") != MANIFEST_VERSION:
        value = manifest.get("manifest.version", "")
        findings.add(MANIFEST, 0, "manifest.version", value, _("Must be %(own)s.") % {"own": MANIFEST_VERSION})
    return manifest


def _is_present(pack: zipfile.ZipFile, name: str, manifest: Mapping[str, str], findings: Findings) -> bool:
    told, lies = manifest.get(f"file.{name}"), f"{name}.csv" in pack.namelist()
    key = f"file.{name}"
    if told is None:
        findings.add(MANIFEST, 0, key, "", _("The manifest must say absent, bulk or delta of every file."))
    elif told not in PRESENCE:
        findings.add(MANIFEST, 0, key, told, _("Write one of: %(words)s.") % {"words": ", ".join(PRESENCE)})
    elif told == "delta":
        findings.add(MANIFEST, 0, key, told, _("Changes alone are not taken: send the whole package (bulk)."))
    elif told == "bulk" and not lies:
        findings.add(MANIFEST, 0, key, told, _("The manifest promises this file, and it is not in the archive."))
    elif told == "absent" and lies:
        findings.note(
            _("%(name)s is in the archive, but absent by the manifest: it is not read.") % {"name": f"{name}.csv"}
        )
    return told == "bulk" and lies


def read_rows(pack: zipfile.ZipFile, name: str, findings: Findings) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file with the numbers of their lines, headings first; stops at what is no text, and says so."""
    most = MOST_ROWS.get(name, USUALLY)
    try:
        with pack.open(f"{name}.csv") as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            for count, cells in enumerate(reader):
                if count > most:
                    reason = _("The file has more than %(limit)s rows.") % {"limit": most}
                    findings.spoil(name, reason, line=reader.line_num)
                    return
                if any("\0" in cell for cell in cells):
                    findings.add(name, reader.line_num, "", "", _("There are signs that are no text."))
                elif any(cells):
                    yield reader.line_num, cells
    except UnicodeDecodeError:
        findings.spoil(name, _("The file is not in UTF-8. Save it in that encoding and pack it anew."))
    except (csv.Error, zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error):
        findings.spoil(name, _("The file is damaged or no CSV by RFC 4180. Pack it anew."))
