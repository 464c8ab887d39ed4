"""`make storm`: a storm on SQLite, one on the PostgreSQL that JOURNAL_POSTGRES names; the last line says what is lost."""

import os
import re
import subprocess
import sys

_FOUND = re.compile(r"^lost: (\d+) doubled: (\d+) broken: (\d+)$", re.MULTILINE)


def main(seconds: str, writers: str) -> int:
    """Both storms, one after another, and the sum of what they found; 1 when that is anything."""
    totals = [0, 0, 0]
    for database, server in (("SQLite", ""), ("PostgreSQL", os.environ["JOURNAL_POSTGRES"])):
        sys.stdout.write(f"{database}, {writers} writers, {seconds} s\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", "tests.storm.run", seconds, writers]
        environment = {**os.environ, "JOURNAL_POSTGRES": server}
        said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False).stdout
        sys.stdout.write(said)
        found = _FOUND.search(said)
        if found is None:
            return 2
        totals = [total + int(number) for total, number in zip(totals, found.groups(), strict=True)]
    sys.stdout.write("lost: {} doubled: {} broken: {}\n".format(*totals))
    return int(any(totals))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
