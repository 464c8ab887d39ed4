"""Tasks, files as they are sent, and works handed in."""

import io
import zipfile
from datetime import date
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from journal_plugin.assignments.actions import give_task, give_verdict, hand_in
from journal_plugin.assignments.models import Submission, Task, Verdict
from journal_plugin.files.sent import Sent, take
from journal_plugin.lessons.models import Lesson
from journal_plugin.people.models import Learner

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
DUE = date(2026, 11, 25)


def upload(name: str = "работа.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def sent(name: str = "работа.pdf", content: bytes = PDF) -> Sent:
    """A file that has been let through."""
    return take(upload(name, content))


def office(*inside: str) -> bytes:
    """A packed document with files of these names inside."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in inside:
            archive.writestr(name, "<xml/>" * 20)
    return packed.getvalue()


def make_task(lesson: Lesson, teacher, **fields) -> Task:
    """A task of the lesson, due on Wednesday 25 November unless the fields say otherwise."""
    fields = {"title": "Диаграмма состояний", "text": "Постройте и подпишите.", "due": DUE, "key": uuid4()} | fields
    return give_task(lesson=lesson, actor=teacher.journal_person, **fields)


def make_work(task: Task, learner: Learner, **fields) -> Submission:
    """A work that the learner himself hands in."""
    fields = {"text": "Готово.", "key": uuid4()} | fields
    return hand_in(task=task, learner=learner, actor=learner.person, **fields)


def say(submission: Submission, teacher, state: str, comment: str = "Хорошо.", **fields) -> Verdict:
    """The teacher's next verdict on a work."""
    seen = submission.verdicts.count()
    fields = {"key": uuid4(), "seen": seen, "comment": comment} | fields
    return give_verdict(submission=submission, actor=teacher.journal_person, state=state, **fields)
