"""A search for a timetable runs in a process of its own, so that no request waits for it and no worker is needed."""

import os
import subprocess
import sys
from threading import Thread


def launch(proposal: int) -> None:
    """Starts `journal_timetable seek` for a row of TimetableProposal; it goes on when this process ends."""
    paths = os.pathsep.join(filter(None, dict.fromkeys(sys.path)))
    search = subprocess.Popen(
        [sys.executable, "-m", "django", "journal_seek", str(proposal)],
        env={**os.environ, "PYTHONPATH": paths},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    Thread(target=search.wait, daemon=True).start()  # takes leave of it, so that no dead process stays in the table
