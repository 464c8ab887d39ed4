"""The only door to OR-Tools: an empty model, and solving it with progress, cancel and a bound on time."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from threading import Thread
from time import monotonic
from typing import Any

from django.core.exceptions import ImproperlyConfigured

WORKERS, SEED = 2, 20260901
LOOK_EVERY = 0.1
"""Seconds between two looks at whether to go on."""

Watch = Callable[[float, float | None], bool]
"""Asked while solving with the seconds gone and the best cost so far (None: nothing found); False cancels."""


class Status(StrEnum):
    """How solving ended."""

    FOUND = "found"
    BEST = "best"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """``value`` reads a variable, where something was found."""

    status: Status
    value: Callable[[Any], int]
    cancelled: bool = False

    @property
    def found(self) -> bool:
        """Whether variables have values."""
        return self.status in (Status.FOUND, Status.BEST)

    @property
    def proved(self) -> bool:
        """Whether nothing better is possible."""
        return self.status == Status.BEST


def new_model() -> Any:
    """An empty CP-SAT model."""
    return _library().CpModel()


def solve(model: Any, seconds: float, watch: Watch | None = None, seed: int = SEED) -> Answer:
    """Solves within ``seconds``; a Ctrl-C or a ``watch`` that says False ends it with the best found so far."""
    cp_model: Any = _library()

    class Costs(cp_model.CpSolverSolutionCallback):  # type: ignore[name-defined]
        """Keeps the cost of the latest solution."""

        best: float | None = None

        def on_solution_callback(self) -> None:
            self.best = self.objective_value

    solver, costs, found = cp_model.CpSolver(), Costs(), []
    solver.parameters.max_time_in_seconds = max(seconds, 0.1)
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    thread = Thread(target=lambda: found.append(solver.solve(model, costs)), daemon=True)
    began, cancelled = monotonic(), False
    thread.start()
    while thread.is_alive():
        try:
            thread.join(LOOK_EVERY)
            go_on = watch is None or watch(monotonic() - began, costs.best)
        except KeyboardInterrupt:
            go_on = False
        if not go_on and not cancelled:
            cancelled = True
            solver.stop_search()
    names = {
        cp_model.OPTIMAL: Status.BEST,
        cp_model.FEASIBLE: Status.FOUND,
        cp_model.INFEASIBLE: Status.IMPOSSIBLE,
    }
    status = names.get(found[0], Status.UNKNOWN) if found else Status.UNKNOWN
    return Answer(status, solver.value, cancelled)


def _library() -> Any:
    try:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - takes a second to load and is an extra of the plugin
    except ImportError as error:
        message = "A timetable is proposed by OR-Tools: install the plugin with its extra, journal-plugin[timetable]."
        raise ImproperlyConfigured(message) from error
    return cp_model
