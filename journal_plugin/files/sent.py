"""Which files are taken: by the ending of the name and by what really is inside (pure)."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath

import filetype
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from journal_plugin.conf import FILE_MAX_BYTES, FILES_MOST

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "odt": f"{_ODF}text",
    "ods": f"{_ODF}spreadsheet",
    "odp": f"{_ODF}presentation",
    "rtf": "application/rtf",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "heic": "image/heic",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/x-wav",
    "zip": "application/zip",
}
"""Ending of the name -> what the browser is told; a name with another ending is not taken."""

ACCEPT = ",".join(f".{ending}" for ending in TYPES)
"""For the choice of files in a form."""

_SAME = {"jpeg": "jpg"}
_OLD_OFFICE = frozenset({"doc", "xls", "ppt"})
_PLAIN = frozenset({"txt", "csv"})
_NAME_LENGTH = 120
_UNWANTED = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\"<>:|?*]")
"""What a name may not hold: control signs, those that turn the text round, those that some system refuses."""


@dataclass(frozen=True)
class Sent:
    """A file that was sent and may be kept; its content is read from the beginning."""

    name: str
    size: int
    sha256: str
    content: File


def take(file: File) -> Sent:
    """The file, if it may be kept; ValidationError says in words why not: empty, too large, of a wrong type."""
    name = _plain_name(file.name or "")
    ending = PurePath(name).suffix.removeprefix(".").lower()
    if ending not in TYPES:
        raise ValidationError(
            _("“%(name)s” was not taken: documents, pictures, audio, text and ZIP files are.") % {"name": name}
        )
    if not file.size:
        raise ValidationError(_("“%(name)s” was not taken: the file is empty.") % {"name": name})
    if file.size > FILE_MAX_BYTES:
        limit = {"name": name, "limit": FILE_MAX_BYTES // 1024**2}
        raise ValidationError(_("“%(name)s” was not taken: it is larger than %(limit)s MB.") % limit)
    if not _is_really(file, ending):
        text = _("“%(name)s” was not taken: inside is something else than its name says.") % {"name": name}
        raise ValidationError(text)
    return Sent(name, file.size, _sum_of(file), file)


def take_all(files: list[File]) -> list[Sent]:
    """All the files; ValidationError names every one that may not be kept, or says that they are too many."""
    if len(files) > FILES_MOST:
        raise ValidationError(_("At most %(most)s files at once.") % {"most": FILES_MOST})
    taken, faults = [], []
    for file in files:
        try:
            taken.append(take(file))
        except ValidationError as fault:
            faults += fault.messages
    if faults:
        raise ValidationError(faults)
    return taken


def megabytes(size: int) -> str:
    """A size in bytes as megabytes with one decimal, rounded up so that a bound is never said to be free: «9,8»."""
    tenths = -(-size * 10 // 1024**2)
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)


def content_type(name: str) -> str:
    """What the browser is told about a kept file: by our own table, never by what the sender said."""
    return TYPES.get(PurePath(name).suffix.removeprefix(".").lower(), "application/octet-stream")


def _plain_name(sent: str) -> str:
    """The last part of a path of any system, without signs that no file name should hold; its ending stays."""
    name = " ".join(_UNWANTED.sub("", PureWindowsPath(sent).name).split()).lstrip(".")
    path = PurePath(name or "файл")
    return f"{path.stem[: _NAME_LENGTH - len(path.suffix)]}{path.suffix}"[:_NAME_LENGTH]


def _is_really(file: File, ending: str) -> bool:
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    if ending in _OLD_OFFICE:
        return head.startswith(_OLE)
    if ending in _PLAIN:
        return _is_text(file)
    found = filetype.guess(head)
    return found is not None and found.extension == _SAME.get(ending, ending)


def _is_text(file: File) -> bool:
    """No zero bytes, unless the text says that it is written in pairs of bytes; nothing that is known as something else."""
    data = file.read()
    file.seek(0)
    in_pairs = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return (in_pairs or b"\0" not in data) and not data.startswith(_OLE) and filetype.guess(data[:8192]) is None


def _sum_of(file: File) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file.file, "sha256")  # type: ignore[arg-type]
    file.seek(0)
    return digest.hexdigest()
