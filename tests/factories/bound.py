"""Papers of a journal as objects, to be printed without a database."""

from datetime import date, timedelta
from decimal import Decimal

from journal_plugin.statements.documents import cover, journal, pack, roster

FIRST = date(2026, 9, 1)
CODES = ("5", "4", "", "н", "3", "•", "+", "2", "б", "4о", "")


def make_pages(
    learners: int = 3, lessons: int = 4, *, marked: bool = True, ended: bool = True, **fields
) -> journal.Paper:
    """Pages of a journal: a lesson a day, every fifth with two works, other marks in each cell, no marks without ``marked``."""
    answer, practice = journal.Work("ОТ", "Ответ на занятии", ""), journal.Work("ПР", "Практическая работа", "Стали")
    held = tuple(
        journal.Lesson(
            FIRST + timedelta(days=at),
            2,
            "practice" if at % 5 == 0 else "theory",
            "in-person",
            f"Тема {at + 1}. Строение и свойства материалов",
            f"§ {at + 1}, упражнения 1–7",
            (answer, practice) if at % 5 == 0 else (answer,),
            "Сменова С. С., замена, приказ № 77" if at == 1 else "Петров П. П.",
        )
        for at in range(lessons)
    )
    terms = (journal.Term("1 семестр", "1 сем.", FIRST + timedelta(days=lessons), True),) if ended else ()
    columns = sum(lesson.columns for lesson in held)
    rows = tuple(
        journal.Row(
            f"Фамилия{row + 1:02} Имя",
            tuple(CODES[(row * 7 + at * 3) % len(CODES)] if marked else "" for at in range(columns)),
            tuple(journal.Final(12, Decimal("4.25"), "а/з") for _term in terms),
        )
        for row in range(learners)
    )
    values = {
        "institution": "ГБПОУ «Пермский колледж»",
        "school": False,
        "kind": "ordinary",
        "group": "ОН-24",
        "element": "ОП.01 Материаловедение",
        "year": "2026/2027",
        "since": FIRST,
        "until": date(2026, 12, 31),
        "formed": date(2027, 1, 5),
        "terms": terms,
        "lessons": held,
        "rows": rows,
        "teachers": ("Петров П. П.",),
        "director": "Директоров Д. Д.",
    }
    return journal.Paper(**(values | fields))


def make_pack(*journals: journal.Paper, learners: int = 3) -> pack.Paper:
    """A pack of those journals."""
    days = {"since": FIRST, "until": date(2026, 12, 31), "formed": date(2027, 1, 5)}
    named = {"institution": "ГБПОУ «Пермский колледж»", "school": False, "group": "ОН-24", "year": "2026/2027"}
    signed = {"curator": "Куратова К. К.", "director": "Директоров Д. Д."}
    listed = tuple(
        roster.Row(f"Фамилия{row + 1:02} Имя Отчество", FIRST, None, "12-к", ("ОН-24-1",)) for row in range(learners)
    )
    front = cover.Paper(
        founder="Министерство образования",
        city="Пермь",
        course=2,
        programmes=("15.01.38 Оператор-наладчик",),
        parts=(roster.NAME, *(paper.element for paper in journals)),
        **named,
        **days,
        **signed,
    )
    return pack.Paper(
        "ОН-24", days["since"], days["until"], front, roster.Paper(rows=listed, **named, **days, **signed), journals
    )
