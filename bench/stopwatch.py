"""Timing two things in turn, so that a busy machine weighs on both alike.

Two times are taken of every run: the wall's, which is what a person waits for, and the processor's, which is what the
run cost whoever else was at work on the machine meanwhile. Ratios are made of the second.
"""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time


@dataclass(frozen=True)
class Timing:
    """Seconds of all runs of one thing, by the wall and by the processor."""

    wall: Sequence[float]
    work: Sequence[float] = ()

    @property
    def median_ms(self) -> float:
        """Milliseconds of the middle run."""
        return 1000 * median(self.wall)

    @property
    def p95_ms(self) -> float:
        """Milliseconds that 19 of 20 runs do not exceed."""
        return 1000 * quantiles(self.wall, n=20, method="inclusive")[-1]

    @property
    def work_ms(self) -> float:
        """Milliseconds of the processor in the middle run; of the wall where only that was taken."""
        return 1000 * median(self.work or self.wall)


def work_of(server: int | None) -> Callable[[], float]:
    """What tells the seconds of the processor spent so far by this thread and by the process ``server`` (a database's)."""
    if server is None:
        return thread_time
    path = Path(f"/proc/{server}/schedstat")
    return lambda: thread_time() + int(path.read_text().split()[0]) / 1e9


def in_turn(
    first: Callable[[], object],
    second: Callable[[], object],
    *,
    runs: int,
    warm_up: int,
    before: Callable[[], object] = lambda: None,
    work: Callable[[], float] = thread_time,
) -> tuple[Timing, Timing]:
    """Runs A B A B ...; ``before`` runs untimed before every A. Garbage is collected between pairs, never inside."""
    taken: tuple[list[tuple[float, float]], ...] = ([], [])
    gc.collect()
    gc.disable()
    try:
        for number in range(-warm_up, runs):
            before()
            for what, times in zip((first, second), taken, strict=True):
                wall, spent = perf_counter(), work()
                what()
                if number >= 0:
                    times.append((perf_counter() - wall, work() - spent))
            if number % 20 == 0:
                gc.collect()
    finally:
        gc.enable()
    return _timing(taken[0]), _timing(taken[1])


def _timing(runs: list[tuple[float, float]]) -> Timing:
    wall, work = zip(*runs, strict=True)
    return Timing(wall, work)
