"""Tasks in the diary: the list, one task with the learner's form, and their lines in the week."""

from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal_plugin.assignments.deadlines import due_words, is_late
from journal_plugin.assignments.enums import State
from journal_plugin.assignments.forms import HandInForm
from journal_plugin.core import dates
from journal_plugin.diary.queries.tasks import OpenedTask, TaskCard
from journal_plugin.diary.render.head import Head, head_html
from journal_plugin.diary.words import said, sign, tile

SHOWN_TEXT = 300
"""So much of a task's text stands in the week; all of it on the task's page."""


def tasks_page(request: HttpRequest, head: Head, tasks: tuple[TaskCard, ...], today: date) -> tuple[str, SafeString]:
    """The title and the body: what is to do, what waits, what is done."""
    soonest = sorted(tasks, key=lambda task: (task.due, task.pk))
    to_do = [task for task in soonest if task.is_to_do]
    reading = [task for task in soonest if not task.answered and task.due >= today]
    parts = (
        (_("To do"), to_do),
        (_("To prepare"), reading),
        (_("Wait to be checked"), [task for task in tasks if task.state == State.HANDED_IN]),
        (_("Accepted"), [task for task in tasks if task.state == State.ACCEPTED]),
        (_("Past"), [task for task in tasks if not task.answered and task.due < today]),
    )
    shown = [(title, [_row(head, task, today) for task in part]) for title, part in parts if part]
    top = head_html(head, "tasks", lambda child: head.place.tasks(child.pk), "")
    context = {"parts": shown, "said": _said(to_do, today)}
    body = render_to_string("journal/diary/tasks.html", context, request)
    return f"{head.place.title}, {head.child.first_name}: {_('Tasks').lower()}", mark_safe(f"{top}{body}")


def _row(head: Head, task: TaskCard, today: date) -> dict[str, object]:
    return {
        "url": head.place.task(head.child.pk, task.pk),
        "title": task.title,
        "subject": task.subject,
        "day": task.due,
        "month": dates.month_short(task.due),
        "time": _("until %(time)s") % {"time": dates.clock(task.due_time)} if task.due_time else "",
        "personal": task.personal,
        "returned": task.state == State.RETURNED,
        "overdue": task.is_to_do and task.due < today,
    }


def _said(to_do: list[TaskCard], today: date) -> str:
    """The answer of the page: «Сделать 2 задания, у одного прошёл срок»."""
    if not to_do:
        return _("Everything is handed in")
    text = ngettext("%(n)s task to hand in", "%(n)s tasks to hand in", len(to_do)) % {"n": len(to_do)}
    late = sum(task.due < today for task in to_do)
    return f"{text}, {_('overdue: %(n)s') % {'n': late}}" if late else text


def task_page(
    request: HttpRequest, head: Head, opened: OpenedTask, form: HandInForm | None, today: date
) -> tuple[str, SafeString]:
    """The title and the body; without ``form`` the reader only reads."""
    task, zone = opened.task, ZoneInfo(head.child.school.time_zone)
    top = head_html(head, "tasks", lambda child: head.place.tasks(child.pk), "")
    week = head.place.week(head.child.pk, task.lesson.date)
    context = {
        "task": task,
        "subject": task.journal.element.name,
        "teacher": task.by.short_name,
        "given": dates.relative_day(task.lesson.date, today),
        "lesson": f"{week}#d{task.lesson.date.day}",
        "due": due_words(task.due, task.due_time, today),
        "late": is_late(timezone.now(), task.due, task.due_time, zone),
        "materials": opened.materials,
        "attempts": opened.attempts,
        "state": opened.state,
        "mark": opened.mark and (head.place.mark(head.child.pk, opened.mark[0]), opened.mark[1], tile(opened.mark[1])),
        "form": form,
        "open": task.answered and task.withdrawn_at is None and opened.state != State.ACCEPTED,
        "name": head.child.first_name,
        "back": head.place.tasks(head.child.pk),
    }
    body = render_to_string("journal/diary/task.html", context, request)
    return f"{head.place.title}: {task.title}", mark_safe(f"{top}{body}")


def lesson_tasks(head: Head, tasks: tuple[TaskCard, ...], today: date) -> str:
    """The tasks given at a lesson, under its homework."""
    return "".join([_lesson_task(head, task, today) for task in tasks])


def _lesson_task(head: Head, task: TaskCard, today: date) -> str:
    link = f'<a href="{head.place.task(head.child.pk, task.pk)}">{said(task.title)}</a>'
    personal = f' <span class="tag">{said(_("personal"))}</span>' if task.personal else ""
    if not task.answered:
        text = f"<br>{said(_short(task.text))}" if task.text else ""
        return f'<p class="hw"><span class="sr">{said(_("Task:"))} </span>{sign("book")}{link}{personal}{text}</p>'
    return (
        f'<p class="hw"><span class="sr">{said(_("Task:"))} </span>{sign("send")}{link}{personal} '
        f"{_state(task, today)}</p>"
    )


def _state(task: TaskCard, today: date) -> str:
    due = due_words(task.due, task.due_time, today)
    if task.state == State.ACCEPTED:
        return f'<span class="tag tag-ok">{said(_("accepted"))}</span>'
    if task.state == State.HANDED_IN:
        return f'<span class="tag">{said(_("handed in"))}</span>'
    if task.state == State.RETURNED:
        return f'<span class="tag tag-warn">{said(_("returned: hand in again"))}</span>'
    look = "tag-bad" if task.due < today else "tag-warn" if (task.due - today).days <= 1 else ""
    return f'<span class="tag {look}">{said(_("hand in by: %(day)s") % {"day": due})}</span>'


def tasks_ahead(head: Head, tasks: tuple[TaskCard, ...], today: date) -> str:
    """What is to be handed in from today on, beside the week; nothing where nothing is."""
    rows = "".join(
        f'<li><time datetime="{task.due.isoformat()}"><b>{task.due.day}</b>'
        f"{dates.month_short(task.due)}, {dates.weekday_short(task.due)}</time>"
        f'<span><a href="{head.place.task(head.child.pk, task.pk)}">{said(task.title)}</a><br>'
        f'<span class="small dim">{said(task.subject)}</span></span></li>'
        for task in tasks
        if task.is_to_do and task.due >= today
    )
    if not rows:
        return ""
    return (
        f'<section><div class="rule rule-head"><h2>{said(_("To hand in"))}</h2>'
        f'<a href="{head.place.tasks(head.child.pk)}">{said(_("All tasks"))}</a></div><ul class="upc rows">{rows}</ul></section>'
    )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_TEXT else f"{text[:SHOWN_TEXT].rsplit(' ', 1)[0]}…"
