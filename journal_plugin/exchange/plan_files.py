"""A file with a table of topics: read with the words of an institution, and carried signed from the preview to the writing."""

from dataclasses import asdict, replace
from datetime import date, datetime

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.core.spreadsheet import Cell, SpreadsheetError, read_rows
from journal_plugin.core.word import is_word, read_tables
from journal_plugin.core.workbook import table_book
from journal_plugin.curriculum.enums import Activity
from journal_plugin.curriculum.pages import WorkProgrammePage
from journal_plugin.curriculum.programme import sections_of
from journal_plugin.curriculum.queries import unknown_codes
from journal_plugin.curriculum.thematic.cards import DraftLesson, DraftSection, DraftTopic, Fault, Line, Reading
from journal_plugin.curriculum.thematic.reading import read_plan
from journal_plugin.lessons.models import WorkKind

_SALT = "journal.exchange.plan_files"
_DAY = 24 * 60 * 60


def read_file(data: bytes, *, page: WorkProgrammePage) -> Reading:
    """The table of topics in ``data`` (XLSX, CSV, DOCX) for the programme ``page``.

    Raises SpreadsheetError for a file that cannot be read and for one without such a table.
    """
    institution = page.element.institution
    kinds: dict[str, str] = {}
    for code, name in WorkKind.objects.filter(institution=institution).values_list("code", "name"):
        kinds |= {name.casefold(): code, code.casefold(): code}
    tables = _of_word(data) if is_word(data) else [_of_sheet(data)]
    if not tables:
        raise SpreadsheetError(_("There is no table in this document. A plan is a table with a column of topics."))
    read = read_plan(tables, usual_hours=institution.settings.lesson_hours, kinds=kinds, title=str(_("Thematic plan")))
    if not read.taken:
        raise SpreadsheetError(
            _(
                "No table with a column of topics was found. Name the columns as in the sample, e.g. «№», «Тема "
                "занятия», «Часы», and send the file again. The file begins with: %(text)s"
            )
            % {"text": _beginning(tables)}
        )
    if not read.lessons and not read.errors:
        raise SpreadsheetError(_("The table has headings, but no lessons under them."))
    unknown = unknown_codes(page.element, (code for lesson in read.lessons for code in lesson.codes or ()))
    if not unknown:
        return read
    told = _(
        "The codifier of this element has no %(codes)s: add them there, or mend them in the draft before sending it."
    )
    return replace(read, remarks=(*read.remarks, Fault("", told % {"codes": ", ".join(unknown)})))


def signed(read: Reading, *, page: WorkProgrammePage) -> str:
    """What the writing needs of ``read``, for this page as it is now; nobody can change it on the way."""
    sections = [asdict(section) for section in read.sections]
    told = {"page": page.pk, "seen": page.latest_revision_id, "sections": sections}
    return signing.dumps(told, salt=_SALT, compress=True)


def unsigned(text: str, *, page: WorkProgrammePage) -> tuple[tuple[DraftSection, ...], int | None]:
    """The sections that ``signed`` has carried and the revision they were compared with.

    Raises SpreadsheetError for what was changed on the way, is older than a day or belongs to another page.
    """
    try:
        told = signing.loads(text, salt=_SALT, max_age=_DAY)
    except signing.BadSignature:
        told = {}
    if told.get("page") != page.pk:
        raise SpreadsheetError(_("What was looked at is out of date: nothing is written. Send the file again."))
    return tuple(_section(section) for section in told["sections"]), told["seen"]


def plan_book(page: WorkProgrammePage) -> bytes:
    """The content of the draft of ``page`` as a workbook in columns that ``read_file`` knows; headings alone when empty."""
    headings = (
        _("№"), _("Section"), _("Topic of the section"), _("Topic of the lesson"), _("Hours"), _("Kind of lesson"),
        _("Kind of work"), _("Homework"), _("Materials"), _("Content elements (КЭС)"),
    )  # fmt: skip
    rows = [
        (
            lesson.number,
            section.title,
            topic.title,
            lesson.topic,
            lesson.hours,
            str(Activity(lesson.activity).label),
            lesson.work_kind,
            lesson.homework,
            "\n".join(f"{material.title} {material.url}".strip() for material in lesson.materials),
            ", ".join(lesson.codes),
        )
        for section in sections_of(page.get_latest_revision_as_object().body)
        for topic in section.topics
        for lesson in topic.lessons
    ]
    return table_book(str(page.title)[:31], headings, rows, timezone.now())


def _section(told: dict) -> DraftSection:
    return DraftSection(told["title"], tuple(_topic(topic) for topic in told["topics"]))


def _topic(told: dict) -> DraftTopic:
    return DraftTopic(told["title"], tuple(_lesson(lesson) for lesson in told["lessons"]))


def _lesson(told: dict) -> DraftLesson:
    materials, codes = told["materials"], told["codes"]
    return DraftLesson(
        **{**told, "materials": materials and tuple(map(tuple, materials)), "codes": codes and tuple(codes)}
    )


def _of_sheet(data: bytes) -> list[Line]:
    return [
        Line(_("row %(number)s") % {"number": number}, tuple(_text(cell) for cell in cells))
        for number, cells in read_rows(data, computed=True)
    ]


def _of_word(data: bytes) -> list[list[Line]]:
    tables = read_tables(data)
    words = _("table %(table)s, row %(number)s") if len(tables) > 1 else _("row %(number)s")
    return [
        [Line(words % {"table": at, "number": number}, cells) for number, cells in enumerate(table, start=1)]
        for at, table in enumerate(tables, start=1)
    ]


def _text(cell: Cell) -> str:
    if isinstance(cell, (date, datetime)):
        return f"{cell:%d.%m.%Y}"
    return "" if cell is None else str(cell).strip()


def _beginning(tables: list[list[Line]]) -> str:
    texts = (cell for table in tables for line in table for cell in line.cells if cell)
    return " | ".join(dict.fromkeys(text for text, _at in zip(texts, range(12), strict=False)))[:200]
