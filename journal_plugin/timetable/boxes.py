"""The places of the raster as HTML, written by one loop: a template would cost more than everything else of the page."""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from journal_plugin.timetable.raster import Box, Cell, DayLines, Line


@dataclass(frozen=True)
class Printed:
    """A lesson number of a day: its times, and all its cells."""

    number: int
    times: tuple[str, ...]
    cells: SafeString


def printed(day: DayLines, edit_url: str) -> list[Printed]:
    """The lines of a day; ``edit_url`` has 0 in place of a slot's id and is empty for who only reads."""
    edit = escape(edit_url).rsplit("0", 1) if edit_url else []
    return [Printed(line.number, line.times, mark_safe(_cells(day.weekday, line, edit))) for line in day.lines]


def _cells(weekday: int, line: Line, edit: list[str]) -> str:
    place = f"{weekday}-{line.number}"
    return "".join(
        f'<td data-place="{place}" data-column="{cell.column.pk}"{_off(cell)}>{_boxes(cell, edit)}</td>'
        for cell in line.cells
    )


def _off(cell: Cell) -> str:
    if not cell.off:
        return ""
    look = "is-unwilling" if all(one.is_wish for one in cell.off) else "is-off"
    return f' class="{look}" title="{escape("; ".join(one.told for one in cell.off))}"'


def _boxes(cell: Cell, edit: list[str]) -> str:
    said = "".join(f'<span class="sr">{escape(one.told)}</span>' for one in cell.off)
    rows = ("".join(_box(box, edit) for box in row) for row in cell.weeks)
    return said + "".join(f'<div class="rs-boxes">{row}</div>' for row in rows)


def _box(box: Box, edit: list[str]) -> str:
    signs = (
        "rs-box",
        box.week and f"is-{box.week}",
        box.breach and "is-breach",
        box.span and "is-short",
        box.news and "is-new",
    )
    look = f'class="{" ".join(filter(None, signs))}" title="{escape(box.title)}"'
    week = ""
    if box.week:
        name = escape(box.week_name)
        week = f'<span class="sr">{name}, </span><i class="rs-week" aria-hidden="true">{name[-1:]}</i> '
    inside = f"<b>{week}{escape(box.element)}</b>{_small(box.what, 'rs-part')}{_small(box.where, '')}"
    inside += "".join(_small(tag, "rs-tag") for tag in box.tags)
    if box.breach:
        inside += _small(_("with a clash: %(why)s") % {"why": box.breach}, "rs-breach")
    if not edit:
        return f"<div {look}>{inside}</div>"
    data = f'data-slot="{box.pk}" data-version="{box.version}" data-week="{box.week}" data-label="{escape(box.label)}"'
    return f'<a href="{edit[0]}{box.pk}{edit[1]}" {data} {look}>{inside}</a>'


def _small(text: str, look: str) -> str:
    if not text:
        return ""
    return f'<small class="{look}">{escape(text)}</small>' if look else f"<small>{escape(text)}</small>"
