"""What a teacher saves: the marks of one lesson's column, or its signs of attendance, other ones at every call."""

import json
from collections.abc import Iterator
from uuid import uuid4

from bench.scene import Book, open_lesson
from bench.visitor import Visitor
from journal_plugin.attendance.enums import ABSENT_CODES, Presence
from journal_plugin.attendance.models import Attendance
from journal_plugin.lessons.enums import What
from journal_plugin.marks.models import Mark

IN_TURN = {What.MARK: ("4", "5"), What.ATTENDANCE: (Presence.PRESENT, Presence.LATE)}
"""What a cell is given, one call after the other; neither shuts out what else stands in the cell."""


class Column:
    """One lesson's column of ``found``, of marks or of signs, as ``visitor`` fills it."""

    def __init__(self, visitor: Visitor, found: Book, what: What = What.MARK):
        self.visitor, self.book, self.what = visitor, found, what
        self.address = found.save_address
        self.lesson, self.work, self.learners = open_lesson(found.journal)
        self.standing = {}
        if what == What.MARK:
            self._clear_absences()
            rows = Mark.objects.filter(work=self.work)
        else:
            rows = Attendance.objects.filter(lesson=self.lesson)
        for learner, version, code in rows.values_list("learner_id", "version", "code"):
            self.standing[learner] = (version, code)

    def _clear_absences(self) -> None:
        rows = Attendance.objects.filter(lesson=self.lesson, learner__in=self.learners, code__in=ABSENT_CODES)
        signs = [
            self._operation(What.ATTENDANCE, learner, "", version)
            for learner, version in rows.values_list("learner_id", "version")
        ]
        if signs:
            self._send(json.dumps({"operations": signs}).encode(), len(signs))

    def _operation(self, what: What, learner: int, value: str, version: int) -> dict:
        operation = {"key": str(uuid4()), "what": what, "value": value, "expected": version}
        operation |= {"lesson": self.lesson.pk, "learner": learner}
        return operation | ({"work": self.work.pk} if what == What.MARK else {})

    def _operations(self, size: int) -> Iterator[dict]:
        one, other = IN_TURN[self.what]
        for learner in self.learners[:size]:
            version, code = self.standing.get(learner, (0, ""))
            yield self._operation(self.what, learner, other if code == one else one, version)

    def batch(self, size: int) -> dict:
        """What would give the first ``size`` learners something else than they have."""
        return {"operations": list(self._operations(size))}

    def note(self, batch: dict) -> None:
        """Remembers that the batch was taken."""
        for operation in batch["operations"]:
            self.standing[operation["learner"]] = (operation["expected"] + 1, operation["value"])

    def prepare(self, size: int) -> None:
        """Makes the next batch ready to be posted; nothing of it is timed."""
        self.ready = self.batch(size)
        self.body = json.dumps(self.ready).encode()

    def post(self) -> bytes:
        """Posts what was prepared and makes sure that all was taken."""
        answer = self._send(self.body, len(self.ready["operations"]))
        self.note(self.ready)
        return answer

    def save(self, size: int) -> bytes:
        """Saves so many cells."""
        self.prepare(size)
        return self.post()

    def _send(self, body: bytes, size: int) -> bytes:
        return taken(self.visitor.post(self.address, body), size)


def taken(answer: bytes, size: int) -> bytes:
    """The answer to a save of so many cells; RuntimeError if one was not accepted."""
    if answer.count(b'"status": "accepted"') != size:
        raise RuntimeError(answer.decode()[:500])
    return answer
