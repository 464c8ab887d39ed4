"""What Form 2 is made of: a constant number of reads."""

from datetime import date

from journal_plugin.attendance.queries import register_of
from journal_plugin.attendance.totals import missed, percent_of
from journal_plugin.core.spans import days_between
from journal_plugin.people.models import Group
from journal_plugin.statements.documents import form2
from journal_plugin.statements.queries.drawn import Drawn, curator_of


def draw(group: Group, since: date, until: date, formed: date) -> Drawn:
    """Missed hours by date, days, lessons and reasons; man-hours by membership on the day of each lesson. Four reads."""
    register = register_of(group.pk, since, until, today=formed)
    dates = tuple(days_between(since, until))
    totals = {member: missed(register.attended(member)) for member in register.members}
    man_hours = sum(each.held_hours for each in totals.values())
    hours = sum(each.hours for each in totals.values())
    unexcused = sum(each.unexcused_hours for each in totals.values())
    paper = form2.Paper(
        group=group.name,
        since=since,
        until=until,
        formed=formed,
        dates=dates,
        rows=tuple(
            form2.Row(
                name=member.name,
                days=each.days,
                lessons=each.lessons,
                hours=tuple(each.by_day.get(day, 0) for day in dates),
                excused=each.excused_hours,
                unexcused=each.unexcused_hours,
            )
            for member, each in totals.items()
        ),
        man_hours=man_hours,
        missed_hours=hours,
        missed_percent=percent_of(hours, man_hours),
        unexcused_hours=unexcused,
        unexcused_percent=percent_of(unexcused, man_hours),
        curator=curator_of(group, formed),
    )
    unexplained = sum(
        lesson.missed and lesson.excused is None for member in totals for lesson in register.attended(member)
    )
    return Drawn(paper, unexplained)
