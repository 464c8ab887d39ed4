"""The hours of a proposed timetable: lesson numbers of all modes of stay on one clock (pure; A10, C03)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from journal_plugin.core.dates import clock
from journal_plugin.timetable.verdicts import Bells


@dataclass(frozen=True)
class Hours:
    """``names`` of the hours in order; ``by_bells``: place in what ``hours_of`` was given -> lesson number -> hour."""

    names: tuple[str, ...]
    by_bells: tuple[Mapping[int, int], ...]


def hours_of(all_bells: Iterable[Bells]) -> Hours:
    """Lessons that overlap by the clock are one hour, so that the first of the second shift is none of the first shift.

    Where two lessons of one mode would become one hour because a lesson of another mode lies across them, the numbers
    are the hours: more is taken for a clash than clashes, never less than the numbers say.
    """
    given = tuple(all_bells)
    spans = sorted({span for bells in given for span in bells.values()})
    hour_of, hour, ends = {}, -1, None
    for span in spans:
        if ends is None or span[0] >= ends:
            hour, ends = hour + 1, span[1]
        ends = max(ends, span[1])
        hour_of[span] = hour
    found = tuple({number: hour_of[span] for number, span in bells.items()} for bells in given)
    if any(len(set(one.values())) < len(one) for one in found):
        numbers = {number: place for place, number in enumerate(sorted({number for one in given for number in one}))}
        return Hours(tuple(map(str, numbers)), tuple({number: numbers[number] for number in one} for one in given))
    return Hours(tuple(_names(given, hour_of, hour + 1)), found)


def _names(given: tuple[Bells, ...], hour_of: Mapping, count: int) -> Iterable[str]:
    """The number, where it is the same for all and means no other hour; else the clock of the first lesson of the hour."""
    numbers: list[set[int]] = [set() for _hour in range(count)]
    starts = {}
    for bells in given:
        for number, span in bells.items():
            numbers[hour_of[span]].add(number)
            starts[hour_of[span]] = min(span[0], starts.get(hour_of[span], span[0]))
    known = [number for held in numbers for number in held]
    for hour, held in enumerate(numbers):
        plain = len(held) == 1 and known.count(min(held)) == 1
        yield str(min(held)) if plain else clock(starts[hour])
