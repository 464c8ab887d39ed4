"""Title page of a group's bound journals: contents, number of sheets, signature and seal (S1-5.3, S3-3.8.5; J04, J13)."""

from dataclasses import dataclass
from datetime import date

from journal_plugin.statements.documents import russian

KIND = "cover"
NAME = "Титульный лист"
TEMPLATE = "journal/statements/cover.html"
BODY = ""

TITLE = {False: "Журналы группы", True: "Журналы класса"}
CONTENTS, SHEET, KEEP = "Содержание", "лист", "Хранить 5 лет"
CURATOR, OF_SCHOOL = "Куратор", "Классный руководитель"
BOUND, SHEETS = "Прошито, пронумеровано и скреплено печатью", "листов"
DIRECTOR, SEAL, DAY = "Руководитель", "М. П.", "«____» ______________ 20____ г."


@dataclass(frozen=True)
class Paper:
    """What the title page prints; ``parts`` are the names in the contents, in the order of the sheets."""

    institution: str
    founder: str
    city: str
    school: bool
    group: str
    course: int
    programmes: tuple[str, ...]
    year: str
    since: date
    until: date
    formed: date
    parts: tuple[str, ...]
    curator: str
    director: str


def title(paper: Paper) -> str:
    """«Титульный лист, ОН-24, 1–31 октября 2026 г.»."""
    return f"{NAME}, {paper.group}, {russian.period(paper.since, paper.until)}"


def context(paper: Paper) -> dict[str, object]:
    """Values ready for the page; alone it leaves the numbers of sheets to the pen, in a pack the printer counts them."""
    return {
        "founder": paper.founder,
        "institution": paper.institution,
        "title": TITLE[paper.school],
        "group": paper.group,
        "facts": [
            *(("Программа", programme) for programme in paper.programmes),
            ("Класс" if paper.school else "Курс", paper.course),
            ("Учебный год", paper.year),
            ("Период", russian.period(paper.since, paper.until)),
            *(((OF_SCHOOL if paper.school else CURATOR), name) for name in (paper.curator,) if name),
        ],
        "contents": CONTENTS,
        "sheet": SHEET,
        "parts": [(f"part-{number}", number, name) for number, name in enumerate(paper.parts, start=1)],
        "bound": BOUND,
        "sheets": SHEETS,
        "director_label": DIRECTOR,
        "director": paper.director,
        "day": DAY,
        "seal": SEAL,
        "keep": KEEP,
        "place": f"{paper.city} {paper.until.year}".strip(),
    }
