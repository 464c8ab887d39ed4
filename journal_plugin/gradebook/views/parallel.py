"""Homework and topic of a lesson for the teacher's other groups."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from journal_plugin.access.doors import open_door
from journal_plugin.gradebook.actions import give_to_parallel
from journal_plugin.gradebook.forms.parallel import read_parallel
from journal_plugin.gradebook.queries.parallel import hints_of_given, parallel_lessons
from journal_plugin.gradebook.views.frame import open_journal
from journal_plugin.lessons.models import Lesson
from journal_plugin.lessons.rules import may_write_lesson
from journal_plugin.people.queries import acting_person


@login_required
def parallel(request: HttpRequest, pk: int, lesson: int) -> HttpResponse:
    """Asks which groups get the homework (and the topic) of the lesson, gives it, says what became of each."""
    row = open_door(Lesson.objects.filter(journal__pk=pk), may_write_lesson(request.user), pk=lesson)
    journal, _reader = open_journal(request, pk)
    actor = acting_person(request.user)
    lessons = parallel_lessons(journal, row, request.user)
    asked = read_parallel(request.POST, lessons) if request.method == "POST" else None
    # Without homework the topic is what there is to give.
    with_topic = not row.homework or bool(asked and asked.with_topic)
    given = {}
    if asked and asked.targets:
        given = give_to_parallel(source=row, targets=asked.targets, with_topic=with_topic, actor=actor, key=asked.key)
        lessons = parallel_lessons(journal, row, request.user)
    hints = hints_of_given(given)
    context = {
        "journal": journal,
        "lesson": row,
        "lines": [
            (one, given.get(one.lesson), one.homework not in ("", row.homework), hints.get(one.lesson, ()))
            for one in lessons
        ],
        "given": bool(given),
        "nothing": bool(asked) and not given,
        "with_topic": with_topic,
        "key": uuid4(),
    }
    return render(request, "journal/gradebook/parallel.html", context)
