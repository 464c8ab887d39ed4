"""Plain lists from which the demo is invented."""

from pathlib import Path

FOLDER = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of the list ``name``.txt, empty ones left out."""
    return [line for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line]
