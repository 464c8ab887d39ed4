"""A line that says how far a long step is."""

import sys


def bar(title: str, done: int, total: int) -> None:
    """Draws the step's bar on a terminal; says nothing into a file."""
    if sys.stderr.isatty():
        filled = 24 * done // max(total, 1)
        sys.stderr.write(f"\r  [{'█' * filled}{'·' * (24 - filled)}] {done}/{total} {title}\x1b[K")
        sys.stderr.write("\n" if done == total else "")
        sys.stderr.flush()
