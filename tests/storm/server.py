"""Gunicorn as `make run` starts it, killed without a warning and started anew on the same port."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

STARTS_WITHIN = 60


class Server:
    """``with Server(root) as server``: it answers at ``port``; at the end it is stopped in good order."""

    def __init__(self, root: Path):
        self.root = root
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_problem) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(30)

    def start(self) -> None:
        """Returns when it answers; RuntimeError after STARTS_WITHIN seconds."""
        command = [str(Path(sys.executable).with_name("gunicorn")), "bench.wsgi", "--config", ".ci/gunicorn.conf.py"]
        self.process = subprocess.Popen(
            command,
            cwd=self.root,
            env={**os.environ, "PORT": str(self.port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.perf_counter() + STARTS_WITHIN
        while time.perf_counter() < until:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/accounts/login/")
                connection.getresponse().read()
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
            else:
                return
            finally:
                connection.close()
        raise RuntimeError("The server does not answer.")

    def kill(self) -> None:
        """Ends all its processes at once, in the middle of whatever they do."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)
