"""Many times the rows of the demo in the same database: `python -m bench.crowd TIMES`.

Every copy has people, groups, journals, lessons, marks, signs and a history of its own, at the same institutions and on
the same days, so that a page which finds its rows by luck and not by an index has so many more to go through.
"""

import sys
from collections.abc import Iterator

import django
from django.db import connection, models, transaction

from bench.progress import bar

STEP = 10_000_000
"""No demo has so many rows in a table: the rows of the n-th copy have their ids raised by n steps."""


def main(times: str) -> None:
    """Adds TIMES - 1 copies."""
    django.setup()
    copied = list(_models())
    with transaction.atomic(), connection.cursor() as cursor:
        for number in range(1, int(times)):
            for model in copied:
                cursor.execute(_copy(model, copied, number))
            bar(f"copies of {times}", number, int(times) - 1)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _models() -> Iterator[type[models.Model]]:
    """What grows with a college, in the order in which rows point at each other."""
    from journal_plugin import models as journal  # noqa: PLC0415 - needs the set-up

    names = (
        "Person Staff Learner Group Membership TeachingAssignment Journal Lesson LessonTeacher Work Mark Attendance"
        " FinalMark Change"
    )
    for name in names.split():
        yield getattr(journal, name)


def _copy(model: type[models.Model], copied: list[type[models.Model]], number: int) -> str:
    fields = model._meta.local_concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(field, copied, number) for field in fields)
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" WHERE "id" < {STEP}'


def _value(field: models.Field, copied: list[type[models.Model]], number: int) -> str:
    column = f'"{field.column}"'
    if field.primary_key or field.related_model in copied:
        return f"{column} + {number * STEP}"
    if isinstance(field, models.UUIDField):
        return "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    if field.null and (field.one_to_one or field.name == "notice"):
        return "NULL"
    if field.name == "external_id":
        return "''"
    is_name = field.name == "name" and isinstance(field, models.CharField)
    return f"{column} || ' {number}'" if is_name else column


if __name__ == "__main__":
    main(*sys.argv[1:])
