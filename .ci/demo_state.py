"""Print what `make run` should do about the demo: `absent` (no such command), `empty` or `filled` database."""

import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
django.setup()

from django.apps import apps  # noqa: E402  models exist only after setup
from django.core.management import get_commands  # noqa: E402

if "journal_demo" not in get_commands():
    state = "absent"
elif apps.get_model("journal", "Institution")._default_manager.exists():
    state = "filled"
else:
    state = "empty"
sys.stdout.write(f"{state}\n")
