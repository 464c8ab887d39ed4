"""Building the demo: two institutions, through the importers and the rooms' actions, the same for the same seed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth import get_user_model
from django.db import transaction
from wagtail.models import Page, Site

from journal_plugin.calendar.actions import open_year, set_mode
from journal_plugin.calendar.cards import HolidayCard, TermCard
from journal_plugin.calendar.enums import TermKind
from journal_plugin.calendar.models import AcademicYear
from journal_plugin.diary.actions import place_diary
from journal_plugin.exchange.actions import apply_list
from journal_plugin.exchange.importers.bells import MAIN
from journal_plugin.exchange.lists import context_of
from journal_plugin.institution.actions import change_settings, found_institution
from journal_plugin.institution.enums import Preset, Weekday
from journal_plugin.institution.models import Institution
from portal.actions import build_site
from portal.demo.compositions import make_proposal
from portal.demo.consents import collect_consents
from portal.demo.courses import open_courses
from portal.demo.events import plan_events
from portal.demo.library import fill_library
from portal.demo.lists import HALF, SEMESTER, File, college, school_files
from portal.demo.notices import announce_absences
from portal.demo.pages import write_demo_pages
from portal.demo.people import appoint, give_demo_logins
from portal.demo.practice import plan_practice
from portal.demo.programmes import publish_programmes
from portal.demo.reasons import explain_absences
from portal.demo.register import fill
from portal.demo.starting import confirm_groups
from portal.demo.tasks import give_tasks

Step = Callable[[str], Callable[[int, int], None]]
"""Announces a step and returns what shows its progress (done, all)."""


@dataclass(frozen=True)
class Size:
    """How much is built: groups of the college, and study weeks that are already behind."""

    groups: int = 14
    weeks: int | None = None

    def first_day(self, today: date) -> date:
        """1 September of the study year, or the Monday ``weeks`` weeks ago."""
        if self.weeks is None:
            return date(today.year if today.month >= 9 else today.year - 1, 9, 1)
        return today - timedelta(days=today.weekday() + 7 * (self.weeks - 1))


@transaction.atomic
def build_demo(*, size: Size, seed: int, step: Step) -> list[Institution]:
    """Both institutions with people, lists, register, programmes and pages; all of it or, when it breaks off, nothing."""
    _adopt_first_site()
    return [
        _build(
            step,
            size,
            Random(seed),
            hostname="127.0.0.1",
            preset=Preset.COLLEGE_PERM,
            name="ГБПОУ «Камский медицинский колледж»",
            short_name="Камский медколледж",
            last_weekday=Weekday.SATURDAY,
            lists=lambda random, since: college(groups=size.groups, random=random, since=since),
        ),
        _build(
            step,
            size,
            Random(seed + 1),
            hostname="localhost",
            preset=Preset.SCHOOL_MASTERGRAD,
            name="МАОУ «Средняя школа № 7 „Прикамье“»",
            short_name="Школа № 7",
            last_weekday=Weekday.FRIDAY,
            lists=lambda random, since: school_files(random=random, since=since),
        ),
    ]


def _build(
    step: Step,
    size: Size,
    random: Random,
    *,
    hostname: str,
    preset: str,
    name: str,
    short_name: str,
    last_weekday: int,
    lists: Callable[[Random, date], list[File]],
) -> Institution:
    institution = found_institution(
        site=_site(hostname, name), name=name, short_name=short_name, preset=preset, city="Пермь"
    )
    now = institution.local_now()
    first = size.first_day(now.date())
    order = {"register_order": "112-о", "register_order_date": first - timedelta(days=4)}
    change_settings(institution=institution, values=order)
    year = _open(institution, first, now.date())
    files = lists(random, first)
    show = step(f"{short_name}: списки")
    for done, file in enumerate(files, start=1):
        apply_list(what=file.listing, context=context_of(file.listing, institution, since=first), data=file.content)
        if file.listing == "bells":
            set_mode(institution=institution, name="Дневная", schedule=MAIN, last_weekday=last_weekday)
        show(done, len(files))
    appoint(institution=institution, since=first)
    _fill(step, institution, year, now, random)
    return institution


def _fill(step: Step, institution: Institution, year: AcademicYear, now: datetime, random: Random) -> None:
    short_name = institution.short_name
    build_site(institution=institution)
    place_diary(site=institution.site)
    publish_programmes(year=year, random=random, progress=step(f"{short_name}: рабочие программы"))
    fill(year=year, now=now, random=random, progress=step(f"{short_name}: журналы"))
    explain_absences(institution=institution, now=now, random=random, progress=step(f"{short_name}: причины пропусков"))
    announce_absences(institution=institution, now=now, random=random, progress=step(f"{short_name}: уведомления"))
    give_tasks(year=year, now=now, random=random, progress=step(f"{short_name}: задания"))
    make_proposal(institution=institution, today=now.date(), random=random, progress=step(f"{short_name}: подгруппы"))
    show = step(f"{short_name}: учётные записи")
    give_demo_logins(institution=institution)
    fill_library(institution=institution)
    open_courses(year=year, now=now, random=random)
    confirm_groups(year=year, seed=institution.pk)
    plan_events(year=year, now=now, seed=institution.pk)
    collect_consents(year=year, seed=institution.pk)
    plan_practice(year=year, today=now.date(), random=random)
    build_site(institution=institution)
    show(1, 1)
    show = step(f"{short_name}: новости и события")
    write_demo_pages(institution=institution, random=random, today=now.date())
    show(1, 1)


def _open(institution: Institution, first: date, today: date) -> AcademicYear:
    """The study year from ``first`` on; more weeks than a year has before ``today`` make its first term longer."""
    start = first.year if first.month >= 6 else first.year - 1
    end = max(date(start, 12, 30), today + timedelta(weeks=5) if first.month < 6 else first)
    last = max(date(start + 1, 6, 30), end + timedelta(weeks=26))
    holidays = [
        HolidayCard("День народного единства", date(start, 11, 4), date(start, 11, 4)),
        HolidayCard("Зимние каникулы", date(start, 12, 31), date(start + 1, 1, 8)),
    ]
    term, kind, sums = SEMESTER, TermKind.SEMESTER, []
    if institution.settings.preset == Preset.SCHOOL_MASTERGRAD:
        term, kind, sums = HALF, TermKind.HALF, [TermCard("Год", TermKind.YEAR, first, last, 3)]
        holidays.append(HolidayCard("Осенние каникулы", date(start, 10, 26), date(start, 11, 3)))
    return open_year(
        institution=institution,
        name=f"{start}/{start + 1}",
        since=first,
        until=last,
        terms=[
            TermCard(f"1 {term}", kind, first, end, 1),
            TermCard(f"2 {term}", kind, end + timedelta(days=10), last, 2),
            *sums,
        ],
        holidays=holidays,
    )


def _adopt_first_site() -> None:
    """Wagtail's own first site, localhost with its welcome page, becomes the school's."""
    Site.objects.filter(is_default_site=True).update(is_default_site=False)


def _site(hostname: str, name: str) -> Site:
    """The site of that host on any port: found, or made on a page that build_site replaces."""
    site = Site.objects.filter(hostname=hostname).first()
    if site is None:
        root = Page.get_first_root_node()
        page = root.add_child(instance=Page(title=name, slug=hostname.replace(".", "-")))
        site = Site(hostname=hostname, root_page=page)
    site.port, site.site_name, site.is_default_site = 80, name, hostname == "127.0.0.1"
    site.save()
    return site


def is_empty() -> bool:
    """Whether the database has no institution and nobody in it."""
    return not Institution.objects.exists() and not get_user_model().objects.exists()
