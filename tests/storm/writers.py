"""People who write into the same cells at once and repeat, with the same keys, whatever was not answered."""

import http.client
import json
import random
import threading
import time
from dataclasses import dataclass
from uuid import uuid4

PATIENCE = 90
"""Seconds for which a batch is repeated: several deaths of the server."""
MOST_AT_ONCE = 6
VALUES = ("2", "3", "4", "5", "")


@dataclass(frozen=True)
class Acknowledged:
    """An entry of which the server said that it stands: key, place of the cell in the scene, value and version."""

    key: str
    cell: int
    value: str
    version: int


class Writer(threading.Thread):
    """Writes until it is ``over``; what was acknowledged stands in ``acknowledged``."""

    def __init__(self, number: int, port: int, scene, over: threading.Event):
        super().__init__(daemon=True)
        self.port, self.over = port, over
        self.address, self.cells, self.headers = scene.address, scene.cells, scene.headers[number]
        self.random = random.Random()
        self.versions = dict.fromkeys(range(len(self.cells)), 0)
        self.acknowledged: list[Acknowledged] = []
        self.problem: BaseException | None = None

    def run(self) -> None:
        """Batches of random entries, one after another."""
        try:
            while not self.over.is_set():
                self.write()
        except BaseException as problem:
            self.problem = problem

    def write(self) -> None:
        """One batch; a conflict only teaches the version that stands."""
        chosen = self.random.sample(range(len(self.cells)), self.random.randint(1, MOST_AT_ONCE))
        batch = [
            {**self.cells[cell], "key": str(uuid4()), "value": self.value(cell), "expected": self.versions[cell]}
            for cell in chosen
        ]
        for cell, operation, answer in zip(chosen, batch, self.answers(batch), strict=True):
            if answer["key"] != operation["key"] or answer["status"] == "refused":
                raise RuntimeError(f"{operation} is answered by {answer}")
            if answer["status"] == "accepted" and answer["version"] == operation["expected"] + 1:
                entry = Acknowledged(operation["key"], cell, operation["value"], answer["version"])
                self.acknowledged.append(entry)
            self.versions[cell] = answer["version"]

    def value(self, cell: int) -> str:
        """A mark, or a text that nobody else writes."""
        return self.random.choice(VALUES) if self.cells[cell]["what"] == "mark" else f"§ {uuid4()}"

    def answers(self, batch: list[dict]) -> list[dict]:
        """The server's, however often it must be asked."""
        body = json.dumps({"operations": batch})
        patience = time.perf_counter() + PATIENCE
        while time.perf_counter() < patience:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                connection.request("POST", self.address, body, self.headers)
                answer = connection.getresponse()
                content = answer.read()
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
                continue
            finally:
                connection.close()
            if answer.status == 200:
                return json.loads(content)["answers"]
            if answer.status < 500:
                raise RuntimeError(f"{answer.status}: {content[:300]!r}")
            time.sleep(0.1)
        raise RuntimeError("The server has not answered for too long.")
