"""The print pack of a group: title page, list and the pages of every journal, numbered through (S1-5.2, S1-5.3; J03, J04)."""

from dataclasses import dataclass
from datetime import date

from journal_plugin.statements.documents import cover, journal, roster, russian

KIND = "pack"
NAME = "Журналы группы"
TEMPLATE = "journal/statements/pack.html"
BODY = ""


@dataclass(frozen=True)
class Paper:
    """The papers of a pack."""

    group: str
    since: date
    until: date
    cover: cover.Paper
    roster: roster.Paper
    journals: tuple[journal.Paper, ...]


def title(paper: Paper) -> str:
    """«Журналы группы, ОН-24, 1–31 октября 2026 г.»."""
    return f"{NAME}, {paper.group}, {russian.period(paper.since, paper.until)}"


def context(paper: Paper) -> dict[str, object]:
    """The papers ready for their pages; an anchor for each line of the contents."""
    front = cover.context(paper.cover)
    anchors = [f"part-{number}" for number in range(1, len(paper.cover.parts) + 1)]
    journals = zip(anchors[1:], map(journal.context, paper.journals), strict=True)
    return {
        "cover": front,
        "list_anchor": anchors[0],
        "roster": roster.context(paper.roster),
        "journals": list(journals),
    }
