"""The grid as HTML: one loop over rows and columns, no template and no model a cell."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from journal_plugin.attendance.enums import ABSENT_CODES
from journal_plugin.attendance.signs import ANNOUNCED, CELLS
from journal_plugin.core import dates
from journal_plugin.core.plurals import counted
from journal_plugin.core.typography import decimal_comma
from journal_plugin.gradebook.sheet import SOON, Column, Entries, Record, Row, Rules, Sheet, WorkColumn
from journal_plugin.gradebook.totals import column_average, row_total
from journal_plugin.lessons.windows import Window
from journal_plugin.marks.averages import average


@dataclass(frozen=True)
class Period:
    """The term column: its id, its short name and whether its marks may be written today.

    ``loose`` are learners whose mark is open by a leave of its own; marks entered after ``due`` are late.
    """

    term: int | None
    name: str
    is_open: bool
    why_shut: str = ""
    loose: frozenset[int] = frozenset()
    note: str = ""
    may_ask: bool = False
    due: datetime | None = None


@dataclass(frozen=True)
class Reader:
    """Who reads: ``lessons`` are those that he writes, None stands for all of them; ``finals``: term marks too."""

    lessons: frozenset[int] | None
    finals: bool

    def writes(self, lesson: int) -> bool:
        """Whether the reader writes the lesson's records."""
        return self.lessons is None or lesson in self.lessons

    @property
    def is_writer(self) -> bool:
        """Whether the page offers writing at all."""
        return self.lessons is None or bool(self.lessons)


@dataclass(frozen=True)
class _Head:
    """What is decided once a column: how its empty cell looks and by when its records are due."""

    column: Column
    html: str
    css: str
    shut: bool
    """A writer is told that he may not write here; a table that is only read has no such cells."""
    absence_due: datetime
    marks_due: tuple[datetime, ...]
    loose: frozenset[int] = frozenset()
    """Learners whose cell is open for correction while the column is shut."""

    def for_cell(self, learner: int) -> "_Head":
        """The same for a learner whose cell is open."""
        return replace(self, css=" is-open", shut=False) if learner in self.loose else self

    def cell(self, css: str, state: str, inner: str) -> str:
        """A cell with a state for the scripts and its visible inside."""
        shut = ' aria-readonly="true"' if self.shut else ""
        data = f' data-s="{state}"' if state else ""
        return f'<td class="c{self.css}{css}"{data}{shut}>{inner}</td>'


@dataclass(frozen=True)
class Words:
    """Sentences that repeat in hundreds of cells, translated once a page."""

    out: str
    changed: str
    late: str
    announced: str
    icons: str

    @classmethod
    def now(cls) -> "Words":
        """In the language of the reader."""
        return cls(
            f'<td class="c is-out"><span class="sr">{_("not in the group")}</span></td>',
            f'<span class="sr">, {_("changed")}</span>',
            f'<span class="sr">, {_("entered late")}</span>',
            _("by a notice"),
            static("journal/icons.svg"),
        )

    def icon(self, name: str) -> str:
        """A sign of the sprite."""
        return f'<svg class="i" aria-hidden="true"><use href="{self.icons}#{name}"/></svg>'


def grid(
    sheet: Sheet, entries: Entries, rules: Rules, reader: Reader, period: Period, *, lesson_url: str, version: int
) -> SafeString:
    """The whole table; ``lesson_url`` is an address in which 0 stands for the lesson, ``version`` the journal's."""
    words = Words.now()
    heads = [_head(column, rules, reader, words, lesson_url) for column in sheet.columns]
    present = {column.pk: 0 for column in sheet.columns}
    sums: dict[int, list[tuple[str, int]]] = {column.pk: [] for column in sheet.columns}
    page = _Page(heads, entries, rules, period, reader, words, present, sums)
    body = [_row(number, row, page) for number, row in enumerate(sheet.rows, 1)]
    parts = [
        _thead(heads, sheet, rules, period, version),
        "<tbody>",
        *body,
        "</tbody>",
        _tfoot(heads, present, sums, rules, period),
    ]
    return mark_safe("".join(parts))


def _head(column: Column, rules: Rules, reader: Reader, words: Words, lesson_url: str) -> _Head:
    window = rules.window(column)
    left = (window.last_day - rules.today).days
    day = f"{dates.long_day(column.date, rules.today)}, {dates.weekday(column.date)}, {dates.clock(column.starts)}"
    mine = reader.writes(column.pk)
    css, sign, why, note = "", "", "", ""
    if column.cancelled:
        css, why = "cancelled", _("The lesson is cancelled.")
    elif window.is_ahead:
        css, why = "plan", window.why_ahead
    elif window.is_shut:
        css, sign, why = "locked", words.icon("lock"), _why_shut(window, reader, mine=mine)
    elif window.by_leave:
        css, sign = "soon", words.icon("clock")
        note = _("Opened for correction until %(day)s") % {"day": dates.relative_day(window.shuts_on, rules.today)}
    elif left <= SOON:
        css, sign = "soon", words.icon("clock")
        note = _("Last day of correction: %(day)s") % {"day": dates.relative_day(window.last_day, rules.today)}
    if column.date == rules.today and not column.cancelled:
        css += " now"
    shut = bool(why) or not mine
    if not why and not mine and reader.is_writer:
        why = _("This lesson is not yours to write.")
    stands_in = _("A substitute holds the lesson") if column.substituted else ""
    title = escape(". ".join(part for part in (day, stands_in, why or note) if part))
    sign += f"<b>{_('S')}</b>" if column.substituted else ""
    codes = "/".join(_sign_of(work) for work in column.works) or "&nbsp;"
    works = ",".join(f"{work.pk}:{work.weight}:{work.code}" for work in column.works)
    data = f' id="l{column.pk}"'
    if reader.is_writer:
        data += f' data-lesson="{column.pk}" data-works="{escape(works)}"'
    if shut and reader.is_writer:
        data += f' data-why="{escape(why)}"{" data-ask" if mine and css == "locked" else ""}'
    html = (
        f'<th scope="col" class="{css}" title="{title}"{data}><a href="{lesson_url.replace("/0/", f"/{column.pk}/")}">'
        f"<strong>{column.date.day}</strong><small>{dates.weekday_short(column.date)}{sign}</small><em>{codes}</em>"
        f'<span class="sr">{title}</span></a></th>'
    )
    cell_css = " is-locked" if css == "locked" else " future" if window.is_ahead or column.cancelled else ""
    if column.date == rules.today:
        cell_css += " col-now"
    return _Head(
        column,
        html,
        cell_css,
        shut and reader.is_writer,
        rules.absence_due(column),
        tuple(rules.marks_due(column, work) for work in column.works),
        rules.openings.cells_of(column.pk) if mine and window.is_shut and not column.cancelled else frozenset(),
    )


def _why_shut(window: Window, reader: Reader, *, mine: bool) -> str:
    """Why a column is shut, for its writer, for another teacher of the journal, for who only reads it."""
    if mine:
        return window.why_shut_to_ask
    return window.why_shut if reader.is_writer else window.shut_since


def _sign_of(work: WorkColumn) -> str:
    """The sign of a kind of work in a column's head, in the colour of the kind."""
    code = escape(work.code)
    return f'<i class="t-{work.tint}">{code}</i>' if work.tint else code


def _thead(heads: list[_Head], sheet: Sheet, rules: Rules, period: Period, version: int) -> str:
    months: list[list] = []
    for head in heads:
        name = dates.month_year(head.column.date)
        if months and months[-1][0] == name:
            months[-1][1] += 1
        else:
            months.append([name, 1])
    spans = "".join(f'<th colspan="{count}" scope="colgroup"><span>{name}</span></th>' for name, count in months)
    final = ""
    if period.term:
        final = (
            f'<th class="fin" scope="col" data-term="{period.term}" data-why="{escape(period.why_shut)}"'
            f'{" data-ask" if period.may_ask else ""} title="{escape(period.note)}">'
            f"{escape(period.name)}</th>"
        )
    totals = ""
    if rules.marked:
        totals = (
            f'<th class="cnt" scope="col"><abbr title="{_("How many marks there are")}">{_("mk.")}</abbr></th>'
            f'<th class="avg" scope="col">{_("average")}</th>'
        )
    return (
        f'<thead data-version="{version}"><tr class="mon"><td class="who"></td>{spans}{_tail(rules, period)}</tr>'
        f'<tr class="day"><th class="who" scope="col">{counted(len(sheet.rows), "learner")}</th>'
        f"{''.join(head.html for head in heads)}{totals}{final}</tr></thead>"
    )


def _tail(rules: Rules, period: Period, total: str = "") -> str:
    """The cells of a heading row that stand over or under the totals."""
    cells = f'<td class="cnt"></td><td class="avg">{total}</td>' if rules.marked else ""
    return cells + ('<td class="fin"></td>' if period.term else "")


@dataclass(frozen=True)
class _Page:
    """What every row of a page needs; ``present`` and ``sums`` (by lesson) grow with the rows."""

    heads: list[_Head]
    entries: Entries
    rules: Rules
    period: Period
    reader: Reader
    words: Words
    present: dict[int, int]
    sums: dict[int, list[tuple[str, int]]]


def _row(number: int, row: Row, page: _Page) -> str:
    heads, entries, reader, words = page.heads, page.entries, page.reader, page.words
    present, sums = page.present, page.sums
    marks, signs = entries.marks.get(row.learner, {}), entries.attendance.get(row.learner, {})
    counting: list[tuple[str, int]] = []
    cells = []
    keep_state = reader.is_writer
    always = bool(heads) and row.was_throughout(heads[0].column.date, heads[-1].column.date)
    for shared in heads:
        head = shared.for_cell(row.learner) if shared.loose else shared
        column = head.column
        if not always and not row.was_in(column.date):
            cells.append(words.out)
            continue
        sign = signs.get(column.pk)
        if sign is None or sign[0] not in ABSENT_CODES:
            present[column.pk] += 1
        records = [marks.get(work.pk) for work in column.works]
        if sign is None and not any(records):
            cells.append(head.cell("", "", ""))
            continue
        for work, record in zip(column.works, records, strict=True):
            if record and record[0]:
                counting.append((record[0], work.weight))
                sums[column.pk].append((record[0], work.weight))
        cells.append(_cell(head, sign, records, words, keep_state))
    tags = _tags(row, page.rules)
    data = f' data-learner="{row.learner}"' if reader.is_writer else ""
    totals = _average(counting, page.rules) if page.rules.marked else ""
    if page.period.term:
        totals += _final(row.learner, entries.finals.get(row.learner), page)
    return (
        f'<tr{data}><th class="who" scope="row"><b>{number}</b>{escape(row.last)}'
        f'<span class="nm"> {escape(row.first)}</span>{tags}</th>{"".join(cells)}{totals}</tr>'
    )


def _tags(row: Row, rules: Rules) -> str:
    tags = ""
    if row.adapted:
        tags += f'<span class="tag" title="{_("adapted programme")}">{_("AOEP")}</span>'
    if row.individual:
        tags += f'<span class="tag" title="{_("individual curriculum")}">{_("ICP")}</span>'
    first, last = row.spells[0][0], row.spells[-1][1]
    if last is not None and last < rules.today:
        tags += f'<span class="tag">{_("until %(day)s") % {"day": dates.short_day(last, rules.today)}}</span>'
    elif (first.month, first.day) != (9, 1) and first <= rules.today:
        tags += f'<span class="tag">{_("since %(day)s") % {"day": dates.short_day(first, rules.today)}}</span>'
    return tags


def _cell(head: _Head, sign: Record | None, records: list[Record | None], words: Words, keep_state: bool) -> str:
    css = inner = after = ""
    state = []
    is_late = is_changed = False
    if sign is not None:
        code, version, at, told = sign
        state.append(f"a={code}.{version}")
        if code:
            inner = _sign(code, told, words)
            is_late, is_changed = at > head.absence_due, version > 1
    values = []
    for place, record in enumerate(records):
        if record is None:
            values.append("")
            continue
        code, version, at = record
        state.append(f"{place}={code}.{version}")
        values.append(f'<span class="v v{code}">{code}</span>' if code else "")
        if code:
            is_late, is_changed = is_late or at > head.marks_due[place], is_changed or version > 1
    while values and not values[-1]:
        values.pop()
    inner += '<span class="sl">/</span>'.join(values)
    if is_changed:
        css, after = " is-changed", words.changed
    if is_late:
        css, after = f"{css} is-late", after + words.late
    return head.cell(css, ";".join(state) if keep_state else "", inner + after)


def _sign(code: str, told: str | None, words: Words) -> str:
    """A sign of attendance; one that a notice of absence has put is dashed and tells what the notice says."""
    if told is None:
        return f'<span class="a {CELLS[code]}">{code}</span>'
    tip = escape(f"{words.announced}: {told}" if told else words.announced)
    return f'<span class="a {CELLS[code]} {ANNOUNCED}" title="{tip}">{code}<span class="sr">, {tip}</span></span>'


def _average(marks: list[tuple[str, int]], rules: Rules) -> str:
    total = row_total(marks, weighted=rules.settings.weighted_average)
    return (
        f'<td class="cnt">{total["count"]}</td><td class="avg">'
        f'<span class="{total["look"]}" title="{total["formula"]}">{total["average"]}</span></td>'
    )


def _final(learner: int, record: Record | None, page: _Page) -> str:
    period, words = page.period, page.words
    is_open = period.is_open or learner in period.loose
    shut = ' aria-readonly="true"' if page.reader.is_writer and not (is_open and page.reader.finals) else ""
    css = "" if is_open else " is-locked"
    if record is None:
        return f'<td class="c fin{css}"{shut}></td>'
    code, version, at = record
    state = f' data-s="f={escape(code)}.{version}"' if page.reader.is_writer else ""
    said = ""
    if version > 1 and code:
        css, said = f"{css} is-changed", words.changed
    if code and period.due and at > period.due:
        css, said = f"{css} is-late", said + words.late
    return f'<td class="c fin{css}"{state}{shut}>{final_html(code)}{said}</td>'


def final_html(code: str) -> str:
    """A term mark: a digit like every mark, a word smaller."""
    return f'<span class="v v{code}">{code}</span>' if code.isdigit() else f'<span class="w">{escape(code)}</span>'


def _tfoot(
    heads: list[_Head],
    present: dict[int, int],
    sums: dict[int, list[tuple[str, int]]],
    rules: Rules,
    period: Period,
) -> str:
    weighted = rules.settings.weighted_average
    counts, averages = [], []
    everything: list[tuple[str, int]] = []
    for head in heads:
        pk = head.column.pk
        known = head.column.checked and not head.column.cancelled
        counts.append(f"<td>{present[pk] if known else ''}</td>")
        averages.append(f"<td>{column_average(sums[pk], weighted=weighted)}</td>")
        everything += sums[pk]
    total = decimal_comma(average(everything, weighted=weighted))
    average_row = f'<th class="who" scope="row">{_("Average")}</th>{"".join(averages)}{_tail(rules, period, total)}'
    mean = f'<tr class="mean">{average_row}</tr>' if rules.marked else ""
    return (
        f'<tfoot><tr class="here"><th class="who" scope="row">{_("Were present")}</th>{"".join(counts)}'
        f"{_tail(rules, period)}</tr>{mean}</tfoot>"
    )
