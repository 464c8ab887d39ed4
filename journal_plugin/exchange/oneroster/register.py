"""Rows of a package about works and marks, in chunks: a year of a large college is hundreds of thousands of rows."""

from collections.abc import Iterator

from journal_plugin.attestation.models import FinalMark
from journal_plugin.calendar.models import Term
from journal_plugin.core.spans import covers
from journal_plugin.exchange.oneroster.roster import CHUNK, class_guid
from journal_plugin.exchange.oneroster.scope import Row, Scope
from journal_plugin.exchange.oneroster.users import People
from journal_plugin.lessons.models import Work, WorkKind
from journal_plugin.marks.models import Mark
from journal_plugin.marks.scales import OWED

FINAL = "Отметка за период"
"""The category of term marks."""
BEST, LEAST = 5, (2, 1)

Columns = dict[tuple[str, ...], str]
"""What has gone out as a line item: its key -> the class that it belongs to."""


def categories(scope: Scope) -> Iterator[Row]:
    """Kinds of work, and term marks; one query."""
    for kind in WorkKind.objects.filter(institution=scope.institution):
        yield {"sourcedId": scope.guid("kind", kind.pk), "title": kind.name, "weight": kind.weight}
    yield {"sourcedId": scope.guid("kind", "final"), "title": FINAL}


def line_items(scope: Scope, columns: Columns) -> Iterator[Row]:
    """Works of lessons and columns of term marks; remembers in ``columns`` what has gone out. Three queries."""
    terms = list(Term.objects.parts().filter(year=scope.year).order_by("-since"))
    least = LEAST[scope.institution.settings.mark_one_allowed]
    scale = {"resultValueMin": least, "resultValueMax": BEST}
    for work in _works(scope).iterator(CHUNK):
        lesson, journal = work.lesson, work.lesson.journal
        columns["work", str(work.pk)] = place = class_guid(scope, journal.group_id, journal.element_id)
        day = lesson.date.isoformat()
        yield _line_item(
            scope,
            scope.guid("work", work.pk),
            work.title or work.kind.name,
            place,
            day,
            sourced={
                "description": lesson.topic,
                "categorySourcedId": scope.guid("kind", work.kind_id),
                "academicSessionSourcedId": _session(scope, terms, lesson.date, journal.group.course),
                **({} if work.kind.done_only else scale),
            },
        )
    for journal, group, element, term, name, last in (
        _finals(scope)
        .order_by()
        .distinct()
        .values_list("journal_id", "journal__group_id", "journal__element_id", "term_id", "term__name", "term__until")
    ):
        columns["final", str(journal), str(term)] = place = class_guid(scope, group, element)
        yield _line_item(
            scope,
            scope.guid("final", journal, term),
            f"{FINAL}, {name}",
            place,
            last.isoformat(),
            sourced={
                "categorySourcedId": scope.guid("kind", "final"),
                "academicSessionSourcedId": scope.guid("term", term),
                **scale,
            },
        )


def _line_item(scope: Scope, guid: str, title: str, place: str, day: str, *, sourced: Row) -> Row:
    return {
        "sourcedId": guid,
        "title": title,
        "assignDate": day,
        "dueDate": day,
        "classSourcedId": place,
        "schoolSourcedId": scope.school,
        **sourced,
    }


def results(scope: Scope, people: People, columns: Columns) -> Iterator[Row]:
    """Marks for works and terms, those whose column and learner have gone out. Two queries, a chunk at a time."""
    users = {learner.pk: scope.guid("person", person) for person, rows in people.learners.items() for learner in rows}
    zone = scope.institution.zone
    marks = Mark.objects.filter(work__lesson__journal__year=scope.year).exclude(code="")
    marks = marks.filter(work__lesson__date__range=(scope.since, scope.until)).order_by("pk")
    names = ("pk", "learner_id", "code", "at", "comment")
    for work, pk, learner, code, at, comment in marks.values_list("work_id", *names).iterator(CHUNK):
        key = ("work", str(work))
        if key in columns and learner in users:
            yield {
                "sourcedId": scope.guid("mark", pk),
                "lineItemSourcedId": scope.guid(*key),
                "studentSourcedId": users[learner],
                "scoreDate": at.astimezone(zone).date().isoformat(),
                "comment": comment,
                "classSourcedId": columns[key],
                **score(code),
            }
    finals = _finals(scope).order_by("pk").values_list("journal_id", "term_id", *names[:-1])
    for journal, term, pk, learner, code, at in finals.iterator(CHUNK):
        place = ("final", str(journal), str(term))
        if place in columns and learner in users:
            yield {
                "sourcedId": scope.guid("final_mark", pk),
                "lineItemSourcedId": scope.guid(*place),
                "studentSourcedId": users[learner],
                "scoreDate": at.astimezone(zone).date().isoformat(),
                "classSourcedId": columns[place],
                **score(code),
            }


def score(code: str) -> Row:
    """A mark in the binding's words: a number is a score, the point a task that is owed, any other sign a text."""
    if code == OWED:
        return {"scoreStatus": "not submitted", "missing": "true"}
    return {"scoreStatus": "fully graded", "score" if code.isdigit() else "textScore": code}


def _works(scope: Scope):
    rows = Work.objects.filter(lesson__journal__year=scope.year, lesson__date__range=(scope.since, scope.until))
    related = ("kind", "lesson__journal__group")
    fields = (
        *("title", "kind__name", "kind__done_only", "lesson__date", "lesson__topic", "lesson__journal__element"),
        *("lesson__journal__group__course",),
    )
    return rows.select_related(*related).only(*fields).order_by("pk")


def _finals(scope: Scope):
    rows = FinalMark.objects.filter(journal__year=scope.year, term__year=scope.year).exclude(code="")
    return rows.filter(term=scope.term) if scope.term else rows


def _session(scope: Scope, terms: list[Term], day, course: int) -> str:
    """The period of that day for that course, else the year."""
    found = next(
        (term for term in terms if covers(term.since, term.until, day) and term.course in (None, course)), None
    )
    return scope.guid("term", found.pk) if found else scope.guid("year", scope.year.pk)
