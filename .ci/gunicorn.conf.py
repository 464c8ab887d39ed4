"""gunicorn for the embedded set-up: loopback only, threads share one process's memory, two processes share the work."""

import gc
import os
from typing import Any

PORT = os.environ.get("PORT", "8000")

bind = f"127.0.0.1:{PORT}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = 4
timeout = 120
keepalive = 15
preload_app = True
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Set apart what is loaded, or a collection of garbage stops a worker for 0.15 s; say where the site is."""
    gc.freeze()
    message = f"Сайт открыт: колледж http://127.0.0.1:{PORT}/  школа http://localhost:{PORT}/  (остановить: Ctrl+C)\n"
    os.write(1, message.encode())
