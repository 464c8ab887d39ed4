"""The jobs by which programs of the kind are compared (docs/scale.md): grid, save of 25, marks of a learner, today."""

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse

from bench.cases import Column
from bench.scene import book, busiest_teacher, family
from bench.visitor import Visitor

Send = Callable[..., bytes]


@dataclass(frozen=True)
class Job:
    """``ask(client, send)`` does the job once as the client of that number; ``floor`` sends as many empty requests."""

    name: str
    host: str
    ask: Callable[[int, Send], object]
    floor: Callable[[int, Send], object]


def jobs(clients: int) -> Iterator[Job]:
    """Every job, with sessions of its own for so many clients."""
    folder = Path(os.environ["BENCH_KEPT"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = book()
    teachers = [Visitor(found.teacher.user, found.host) for _client in range(clients)]
    size = f"{found.learners} x {found.lessons}"
    yield _page(f"grid {size}", teachers, found.address, folder)
    column = Column(teachers[0], found.journal, found.save_address)
    yield _save(column, teachers, found, folder, page_back=False)
    yield _save(column, teachers, found, folder, page_back=True)
    wide = book(lessons=100)
    visitors = [Visitor(wide.teacher.user, wide.host) for _client in range(clients)]
    yield _page(f"grid {wide.learners} x {wide.lessons}", visitors, wide.address, folder)
    parent, learner, host, address = family()
    parents = [Visitor(parent.user, host) for _client in range(clients)]
    yield _page("diary marks", parents, f"{address}{learner}/marks/", folder)
    person, host = busiest_teacher()
    yield _page("today", [Visitor(person.user, host) for _client in range(clients)], reverse("journal:today"), folder)


def _page(name: str, visitors: list[Visitor], address: str, folder: Path) -> Job:
    slug = name.replace(" ", "-")
    for visitor in visitors:
        (folder / slug).write_bytes(visitor.get(address))
    headers = [{"Cookie": visitor.cookies} for visitor in visitors]
    floor = reverse("floor-page", args=[slug])
    return Job(
        name,
        visitors[0].host,
        lambda client, send: send(address, headers[client]),
        lambda client, send: send(floor, headers[client]),
    )


def _save(column: Column, visitors: list[Visitor], found, folder: Path, *, page_back: bool) -> Job:
    """A column of 25 marks; all clients write the same column, one after the other.

    The answer brings what the screen shows next (averages, presence), so no page follows; ``page_back`` asks for it
    nevertheless, as programs do that load a page after each save.
    """
    count = len(column.learners)
    (folder / "saved").write_bytes(column.save(count))
    (folder / "page-back").write_bytes(visitors[0].get(found.address))
    headers = [
        {
            "Cookie": visitor.cookies,
            "X-CSRFToken": visitor.client.cookies["csrftoken"].value,
            "Content-Type": "application/json",
        }
        for visitor in visitors
    ]
    lock = threading.Lock()
    saved, back = reverse("floor-save", args=["saved", found.journal.pk]), reverse("floor-page", args=["page-back"])

    def ask(client: int, send: Send) -> None:
        with lock:
            batch = column.batch(count)
            answer = send(found.save_address, headers[client], json.dumps(batch).encode())
            if answer.count(b'"status": "accepted"') != count:
                raise RuntimeError(answer.decode()[:500])
            column.note(batch)
        if page_back:
            send(found.address, headers[client])

    body = json.dumps(column.batch(count)).encode()

    def floor(client: int, send: Send) -> None:
        send(saved, headers[client], body)
        if page_back:
            send(back, headers[client])

    return Job(
        f"save {count} marks, page back" if page_back else f"save {count} marks, screen up to date",
        visitors[0].host,
        ask,
        floor,
    )
