"""The demo's plans of events: every curator but one has planned the year; what is past is recorded, here and there not yet."""

from datetime import date, datetime, time
from random import Random
from uuid import UUID

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.extracurricular.actions import cancel_event, plan_event, record_held
from journal_plugin.extracurricular.enums import Direction
from journal_plugin.extracurricular.plan import Planned
from journal_plugin.people.queries.starting import members_of

EVENTS = (
    (9, 3, 0, "Урок памяти «Мы помним Беслан»", Direction.PATRIOTIC, "Аудитория группы"),
    (9, 18, 0, "Родительское собрание «Начало года»", Direction.FAMILIES, "Актовый зал"),
    (9, 26, 0, "День здоровья: осенний кросс", Direction.PHYSICAL, "Городской парк"),
    (10, 5, 0, "Поздравление ветеранов педагогического труда", Direction.MORAL, ""),
    (10, 16, 0, "Субботник на территории", Direction.ECOLOGICAL, ""),
    (11, 4, 0, "Классный час ко Дню народного единства", Direction.CIVIC, "Аудитория группы"),
    (11, 16, 4, "Неделя науки: выступления с докладами", Direction.SCIENCE, "Библиотека"),
    (12, 9, 0, "Встреча с выпускниками «Моя профессия»", Direction.LABOUR, "Актовый зал"),
    (12, 25, 0, "Новогодний вечер", Direction.OTHER, "Актовый зал"),
    (1, 27, 0, "Урок мужества ко дню снятия блокады Ленинграда", Direction.PATRIOTIC, "Аудитория группы"),
    (2, 12, 0, "Турнир по волейболу между группами", Direction.PHYSICAL, "Спортивный зал"),
    (3, 19, 0, "Посещение драматического театра", Direction.AESTHETIC, "Драматический театр"),
    (4, 1, 29, "Месячник профориентации: экскурсия на предприятие", Direction.LABOUR, ""),
    (5, 7, 0, "Участие в акции «Бессмертный полк»", Direction.PATRIOTIC, ""),
)
"""Month, day, so many days more, what, for what, where."""
OWED = 7
"""Every seventh group has no plan yet, every seventh past event no record."""


def plan_events(*, year: AcademicYear, now: datetime, seed: int) -> None:
    """In the order of groups; what does not fall into the year is left out."""
    random = Random(seed)
    begun = datetime.combine(year.since, time(12), tzinfo=year.institution.zone)
    curated = RoleAssignment.objects.filter(institution=year.institution_id, role=Role.CURATOR, group__isnull=False)
    rows = list(curated.select_related("person", "group").order_by("group__sort_key", "pk"))
    members = members_of([row.group_id for row in rows], year.since)
    for number, row in enumerate(rows):
        if number % OWED == OWED - 1:
            continue
        for place, (month, day, more, title, direction, where) in enumerate(EVENTS):
            since = date(year.since.year + (month < year.since.month), month, day)
            until = date.fromordinal(since.toordinal() + more)
            if since < year.since or until > year.until:
                continue
            said = Planned(title, direction, since, until, where)
            event = plan_event(group=row.group, year=year, said=said, actor=row.person, key=_key(random), now=begun)
            told = {"event_id": event.pk, "version": 1, "actor": row.person, "key": _key(random)}
            if until >= now.date() or (number + place) % OWED == OWED - 1:
                continue
            if (number + place) % OWED == 2:
                cancel_event(why="Перенесено на весну из-за карантина", **told)
            else:
                came = max(0, len(members[row.group_id]) - random.randint(0, 4))
                record_held(held_on=until, attended=came, outcome="", **told)


def _key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
