"""The jobs by which programs of the kind are compared, under their names (docs/scale.md), each done by several at once."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse

from bench.columns import Column, taken
from bench.scene import LEARNERS, book, books, busiest_teacher, family
from bench.visitor import Visitor
from journal_plugin.lessons.enums import What

Send = Callable[..., bytes]

TIMES_FASTER = 4
"""Than RosarioSIS 12 at the same job."""


@dataclass(frozen=True)
class Job:
    """``ask(client, send)`` does the job once as the client of that number; ``floor`` sends as many empty requests.

    ``peers`` are the milliseconds of RosarioSIS 12 for the same job, by one client and by several (docs/scale.md).
    """

    name: str
    hosts: Sequence[str]
    ask: Callable[[int, Send], object]
    floor: Callable[[int, Send], object]
    peers: tuple[float, float]

    def most_ms(self, clients: int) -> float:
        """Milliseconds that are still good."""
        return self.peers[clients > 1] / TIMES_FASTER


def jobs(clients: int) -> Iterator[Job]:
    """Every job, with sessions of its own for so many clients; those who write have a journal each."""
    folder = Path(os.environ["BENCH_KEPT"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wide = book(lessons=100)
    teachers = [Visitor(wide.teacher.user, wide.host) for _client in range(clients)]
    yield _page(f"gradebook grid {wide.learners} x {wide.lessons}", teachers, wide.address, folder, (81, 376))
    found = books(clients)
    teachers = [Visitor(each.teacher.user, each.host) for each in found]
    for visitor, each in zip(teachers, found, strict=True):
        visitor.get(each.address)
    marks = [Column(visitor, each) for visitor, each in zip(teachers, found, strict=True)]
    yield _save(f"save {LEARNERS} marks", marks, folder, (32, 141))
    yield _save(f"save {LEARNERS} marks, page back", marks, folder, (32, 141), page_back=True)
    # The page of marks is the page of attendance, too.
    readers = [Visitor(found[0].teacher.user, found[0].host) for _client in range(clients)]
    name = f"attendance page {found[0].learners} x {found[0].lessons}"
    yield _page(name, readers, found[0].address, folder, (26, 125))
    signs = [Column(visitor, each, What.ATTENDANCE) for visitor, each in zip(teachers, found, strict=True)]
    yield _save(f"save attendance of {LEARNERS}", signs, folder, (150, 554))
    parent, learner, host, address = family()
    parents = [Visitor(parent.user, host) for _client in range(clients)]
    for name, peers in (("student's totals", (49, 208)), ("all marks of a student", (212, 1223))):
        yield _page(name, parents, f"{address}{learner}/marks/", folder, peers)
    person, host = busiest_teacher()
    visitors = [Visitor(person.user, host) for _client in range(clients)]
    yield _page("home", visitors, reverse("journal:today"), folder, (16, 70))


def _page(name: str, visitors: list[Visitor], address: str, folder: Path, peers: tuple[float, float]) -> Job:
    slug = name.replace(" ", "-")
    for visitor in visitors:
        (folder / slug).write_bytes(visitor.get(address))
    headers = [{"Cookie": visitor.cookies} for visitor in visitors]
    floor = reverse("floor-page", args=[slug])
    return Job(
        name,
        [visitor.host for visitor in visitors],
        lambda client, send: send(address, headers[client]),
        lambda client, send: send(floor, headers[client]),
        peers,
    )


def _save(
    name: str, columns: list[Column], folder: Path, peers: tuple[float, float], *, page_back: bool = False
) -> Job:
    """A column of 25 cells, each client in its own journal.

    The answer brings what the screen shows next (averages, presence), so no page follows; ``page_back`` asks for it
    nevertheless, as programs do that load a page after each save.
    """
    first = columns[0]
    slug = name.replace(" ", "-")
    (folder / slug).write_bytes(first.save(LEARNERS))
    (folder / f"{slug}-page").write_bytes(first.visitor.get(first.book.address))
    headers = [_writing(column.visitor) for column in columns]
    saved = [reverse("floor-save", args=[slug, column.book.journal.pk]) for column in columns]
    back = reverse("floor-page", args=[f"{slug}-page"])

    def ask(client: int, send: Send) -> None:
        column = columns[client]
        batch = column.batch(LEARNERS)
        answer = send(column.address, headers[client], json.dumps(batch).encode())
        taken(answer, len(batch["operations"]))
        column.note(batch)
        if page_back:
            send(column.book.address, headers[client])

    body = json.dumps(first.batch(LEARNERS)).encode()

    def floor(client: int, send: Send) -> None:
        send(saved[client], headers[client], body)
        if page_back:
            send(back, headers[client])

    return Job(name, [column.book.host for column in columns], ask, floor, peers)


def _writing(visitor: Visitor) -> dict[str, str]:
    return {
        "Cookie": visitor.cookies,
        "X-CSRFToken": visitor.client.cookies["csrftoken"].value,
        "Content-Type": "application/json",
    }
