"""Calendar files."""

import datetime
from zoneinfo import ZoneInfo

from journal_plugin.core.ical import Entry, calendar_text

PERM = ZoneInfo("Asia/Yekaterinburg")


def entry(**fields) -> Entry:
    values = {
        "uid": "1@localhost",
        "title": "День донора",
        "date": datetime.date(2026, 12, 17),
        "last_day": datetime.date(2026, 12, 17),
        "time": datetime.time(8, 30),
        "until_time": datetime.time(12),
        "place": "спортивный зал",
        "url": "http://localhost/events/donor/",
        "stamp": datetime.datetime(2026, 11, 20, 5, 30, tzinfo=datetime.UTC),
    } | fields
    return Entry(**values)


def lines(*entries: Entry) -> list[str]:
    text = calendar_text("События", entries, PERM)
    return text.replace("\r\n ", "").split("\r\n")


def test_times_are_given_in_utc() -> None:
    found = lines(entry())
    assert ("DTSTART:20261217T033000Z" in found, "DTEND:20261217T070000Z" in found) == (True, True)


def test_event_of_whole_days_ends_on_the_day_after() -> None:
    found = lines(entry(time=None, until_time=None, last_day=datetime.date(2026, 12, 18)))
    assert [line for line in found if line.startswith("DT") and "STAMP" not in line] == [
        "DTSTART;VALUE=DATE:20261217",
        "DTEND;VALUE=DATE:20261219",
    ]


def test_commas_and_line_ends_of_a_title_are_escaped() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028"):
        assert "SUMMARY:Песни\\, танцы\\; чай\\n и торт" in lines(entry(title=f"Песни, танцы; чай{end} и торт"))


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut() -> None:
    title = "Очень длинное название события, которое не помещается в одну строку файла никак"
    text = calendar_text("События", [entry(title=title)], PERM)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"SUMMARY:{title.replace(',', chr(92) + ',')}" in text.replace("\r\n ", "")
