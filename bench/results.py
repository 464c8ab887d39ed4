"""One measured line, as it is printed and as it is kept in latest.json (pure)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True)
class Line:
    """What was measured: by the wall ``median_ms``, ``p95_ms``, ``floor_ms``; by the processor ``work_ms``, ``floor_work_ms``.

    ``ratio`` is that of the processor's times. ``aim`` is the largest ratio that is still good, None where there is none.
    ``most_ms`` are the milliseconds by the wall that are still good, where a time is the aim and no ratio.
    """

    name: str
    database: str
    size: str
    clients: int
    median_ms: float
    p95_ms: float
    sql: int | None
    floor_ms: float
    ratio: float
    aim: float | None
    work_ms: float
    floor_work_ms: float
    most_ms: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the aim is kept."""
        if self.most_ms is not None:
            return "kept" if self.median_ms <= self.most_ms else "MISSED"
        if self.aim is None:
            return ""
        return "kept" if self.ratio <= self.aim else "MISSED"

    def as_json(self) -> dict:
        """Plain values, milliseconds to the microsecond."""
        return {key: round(value, 3) if isinstance(value, float) else value for key, value in asdict(self).items()}


def against_demo(lines: Iterable[Line]) -> list[Line]:
    """Each page among many times the rows against the same page in the demo: ratio of ratios, at most 1.3."""
    known = list(lines)
    demo = {(line.name, line.database): line for line in known if line.size == "demo" and line.clients == 1}
    found = []
    for line in known:
        base = demo.get((line.name, line.database))
        if line.size.startswith("x") and base is not None:
            name = f"{line.name}, {line.size[1:]} times the rows against the demo"
            ratio = line.ratio / base.ratio
            found.append(
                replace(line, name=name, floor_ms=base.median_ms, floor_work_ms=base.work_ms, ratio=ratio, aim=1.3)
            )
    return found


HEAD = (
    "what",
    "database",
    "size",
    "clients",
    "median ms",
    "p95 ms",
    "SQL",
    "floor ms",
    "work ms",
    "floor work",
    "ratio",
    "aim",
    "at most ms",
    "",
)


def table(lines: Iterable[Line]) -> str:
    """The lines as a Markdown table with columns of equal width."""
    rows = [HEAD, *(_cells(line) for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    printed = [
        "| " + " | ".join(cell.ljust(width) if place < 3 else cell.rjust(width) for place, (cell, width) in row) + " |"
        for row in (enumerate(zip(row, widths, strict=True)) for row in rows)
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([printed[0], rule, *printed[1:]])


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.name,
        line.database,
        line.size,
        str(line.clients),
        f"{line.median_ms:.2f}",
        f"{line.p95_ms:.2f}",
        "" if line.sql is None else str(line.sql),
        f"{line.floor_ms:.2f}",
        f"{line.work_ms:.2f}",
        f"{line.floor_work_ms:.2f}",
        f"{line.ratio:.2f}",
        "" if line.aim is None else f"{line.aim:g}",
        "" if line.most_ms is None else f"{line.most_ms:g}",
        line.verdict,
    )
