"""The day on which everything is built and measured: always the same, so that a database built once stays good."""

import time_machine

NOW = "2026-11-20T12:30:00+05:00"
"""A Friday with lessons, after the third pair."""


def stand_still() -> None:
    """From now on this process lives at NOW; seconds go on. ``perf_counter``, which measures, is left alone."""
    time_machine.travel(NOW, tick=True).start()
