"""Events and lessons as a calendar file, RFC 5545 (pure)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

FOLD = 75
"""Octets in a line, its end not counted."""


@dataclass(frozen=True)
class Entry:
    """An event; times are those of ``zone``; without a time it takes whole days."""

    uid: str
    title: str
    date: datetime.date
    last_day: datetime.date
    time: datetime.time | None
    until_time: datetime.time | None
    place: str
    stamp: datetime.datetime
    url: str = ""
    text: str = ""
    cancelled: bool = False


def calendar_text(name: str, entries: Iterable[Entry], zone: ZoneInfo) -> str:
    """The whole file, lines folded and ended as the standard asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//journal portal//calendar//RU",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for entry in entries:
        lines += _event(entry, zone)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(entry: Entry, zone: ZoneInfo) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{_utc(entry.stamp)}", *_times(entry, zone)]
    lines.append(f"SUMMARY:{_escaped(entry.title)}")
    if entry.place:
        lines.append(f"LOCATION:{_escaped(entry.place)}")
    if entry.text:
        lines.append(f"DESCRIPTION:{_escaped(entry.text)}")
    if entry.cancelled:
        lines.append("STATUS:CANCELLED")
    if entry.url:
        lines.append(f"URL:{entry.url}")
    return [*lines, "END:VEVENT"]


def _times(entry: Entry, zone: ZoneInfo) -> list[str]:
    if entry.time is None:
        after = entry.last_day + datetime.timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{entry.date:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    starts = datetime.datetime.combine(entry.date, entry.time, zone)
    lines = [f"DTSTART:{_utc(starts)}"]
    if entry.until_time is not None:
        lines.append(f"DTEND:{_utc(datetime.datetime.combine(entry.last_day, entry.until_time, zone))}")
    return lines


def _utc(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """``line`` cut so that no piece is longer than 75 octets and no letter is cut in two."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > FOLD:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    return "\r\n".join([*pieces, piece])
