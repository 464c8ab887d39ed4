"""Eight people at once against gunicorn on loopback, as `make run` starts it: `python -m bench.clients DATABASE SIZE QUICK`.

Each client keeps one connection and one session. The clients share the machine with the server.
"""

import http.client
import json
import sys
import threading
import time
from collections.abc import Callable, Sequence

import django

from bench.clock import stand_still
from bench.results import Line
from bench.serving import server
from bench.stopwatch import Timing

CLIENTS = 8
SCENE_RUNS = 25
WARM_UP = 60
"""Requests before the clock runs: each of the server's connections to the database keeps a plan after some."""


def main(database: str, size: str, quick: str, *_scenes: str) -> None:
    """The peers' jobs, by one client and by eight."""
    stand_still()
    django.setup()
    from bench.jobs import jobs  # noqa: PLC0415 - needs the set-up

    prepared = list(jobs(CLIENTS))
    runs = SCENE_RUNS // 5 if quick == "quick" else SCENE_RUNS
    with server() as port:
        for job in prepared:
            for clients in (1, CLIENTS):
                floor = _together(port, clients, job.hosts, job.floor, runs)
                asked = _together(port, clients, job.hosts, job.ask, runs)
                line = Line(
                    f"{job.name}, over HTTP", database, size, clients, asked.median_ms, asked.p95_ms, None,
                    floor.median_ms, asked.median_ms / floor.median_ms, None, asked.work_ms, floor.work_ms,
                    job.most_ms(clients),
                )  # fmt: skip
                sys.stdout.write(json.dumps(line.as_json()) + "\n")
                sys.stdout.flush()


def _together(port: int, clients: int, hosts: Sequence[str], ask: Callable, runs: int) -> Timing:
    """All requests of all clients; ``ask(client, send)`` makes one request, or several that belong together."""
    times: list[float] = []
    problems: list[BaseException] = []
    gate = threading.Barrier(clients)

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            gate.wait(60)
            for _run in range(WARM_UP // clients):  # no pause after them: the server ends idle connections
                ask(number, _sender(connection, hosts[number]))
            for _run in range(runs):
                start = time.perf_counter()
                ask(number, _sender(connection, hosts[number]))
                times.append(time.perf_counter() - start)
        except BaseException as problem:
            problems.append(problem)
            gate.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    if problems:
        raise problems[0]
    return Timing(tuple(times))


def _sender(connection: http.client.HTTPConnection, host: str) -> Callable[..., bytes]:
    def send(address: str, headers: dict[str, str], body: bytes | None = None) -> bytes:
        connection.request("POST" if body else "GET", address, body, {"Host": host, **headers})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{address} answers {answer.status}")
        return content

    return send


if __name__ == "__main__":
    main(*sys.argv[1:])
