"""The embedded set-up as `make run` serves it: no DEBUG, templates cached; with the floors' addresses and a cache of its own."""

import os
from pathlib import Path

from settings.dev import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "bench.urls"
WHITENOISE_AUTOREFRESH = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
for _name, _cache in CACHES.items():  # noqa: F405
    _cache["LOCATION"] = Path(os.environ["BENCH_CACHE"]) / _name
