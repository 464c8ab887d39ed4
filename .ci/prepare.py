"""Make the database ready to serve, in one process: migrate, load the demo when it is empty, print the demo's logins.

Data that is there is never touched. A first load that was interrupted leaves a mark in var/; then the half-made database
of our own var/ (never one named by JOURNAL_DATABASE) is made again.
"""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
VAR = Path(os.environ.get("JOURNAL_VAR", ROOT / "var"))
LOADING = VAR / "demo-loading"


def say(text: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"· {text}\n")
    sys.stdout.flush()


def forget_half_made() -> None:
    """Remove the database of an interrupted first load."""
    own = not (os.environ.get("JOURNAL_DATABASE") or os.environ.get("JOURNAL_VAR"))
    if own and LOADING.exists():
        say("Прошлая загрузка демонстрационных данных прервалась: начинаю её заново")
        for path in VAR.glob("journal.sqlite3*"):
            path.unlink()
    LOADING.unlink(missing_ok=True)


def main() -> None:
    """Prepare, in the order in which the steps need each other."""
    VAR.mkdir(parents=True, exist_ok=True)
    forget_half_made()
    django.setup()
    from django.apps import apps  # noqa: PLC0415  models exist only after setup
    from django.core.management import call_command, get_commands  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Готовлю базу данных")
        call_command("migrate", interactive=False)
    if "journal_demo" not in get_commands():
        say("Команды journal_demo нет: демонстрационные данные не загружены")
        return
    if not apps.get_model("journal", "Institution")._default_manager.exists():
        say("База пуста: загружаю демонстрационный колледж и школу (несколько минут)")
        LOADING.touch()
        call_command("journal_demo")
        LOADING.unlink()
    else:
        call_command("journal_demo", logins=True)


if __name__ == "__main__":
    main()
