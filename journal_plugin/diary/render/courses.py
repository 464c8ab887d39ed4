"""Distance courses in the diary: the list, one course with its steps (B20)."""

from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from journal_plugin.assignments.deadlines import due_words
from journal_plugin.core.plurals import counted
from journal_plugin.courses.forms import StudiedForm
from journal_plugin.courses.queries.studying import Study, StudyLine, StudySection
from journal_plugin.courses.queries.works import OwnTask
from journal_plugin.diary.render.head import Head, head_html


def courses_page(request: HttpRequest, head: Head, lines: tuple[StudyLine, ...]) -> tuple[str, SafeString]:
    """The title and the body."""
    rows = [(line, head.place.course(head.child.pk, line.pk), _said(line)) for line in lines]
    body = render_to_string("journal/diary/courses.html", {"rows": rows}, request)
    return f"{head.place.title}: {_('Courses').lower()}", mark_safe(f"{_top(head)}{body}")


def course_page(
    request: HttpRequest, head: Head, study: Study, form: StudiedForm | None, today: date, *, studies: bool
) -> tuple[str, SafeString]:
    """The title and the body; ``studies``: the reader is the learner himself, else he only reads."""
    context = {
        "line": study.line,
        "said": _said(study.line),
        "teacher": study.run.by.short_name,
        "sections": [_section(head, section, today) for section in study.sections],
        "former": study.former,
        "form": form,
        "marks": studies and not study.line.closed,
        "studies": studies,
        "name": head.child.first_name,
        "back": head.place.courses(head.child.pk),
        "hands_in": studies,
    }
    body = render_to_string("journal/diary/course.html", context, request)
    return f"{head.place.title}: {study.line.name}", mark_safe(f"{_top(head)}{body}")


def _section(head: Head, section: StudySection, today: date) -> dict[str, object]:
    steps = [(step, _task(head, step.task, today)) for step in section.steps]
    return {"title": section.title, "opens": section.opens, "steps": steps}


def _task(head: Head, own: OwnTask | None, today: date) -> dict[str, str] | None:
    """Where the learner's task is, and by when it is due."""
    if own is None or not own.his:
        return None
    due = due_words(own.task.due, own.task.due_time, today)
    return {"url": head.place.task(head.child.pk, own.task.pk), "due": due}


def _top(head: Head) -> str:
    return head_html(head, "courses", lambda child: head.place.courses(child.pk), "")


def _said(line: StudyLine) -> str:
    """«Изучено 3 из 8 шагов»."""
    if line.steps and line.done == line.steps:
        return _("Everything is studied: %(steps)s") % {"steps": counted(line.steps, "step")}
    return _("Studied: %(done)s of %(steps)s") % {"done": line.done, "steps": line.steps}
