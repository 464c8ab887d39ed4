"""Institutions with a site, a year, bells and rooms; logins and roles."""

from datetime import date, time
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from wagtail.models import Page, Site

from journal_plugin.access.models import RoleAssignment
from journal_plugin.calendar.actions import enter_bells, open_year, set_mode
from journal_plugin.calendar.cards import BellCard, HolidayCard, TermCard
from journal_plugin.calendar.models import AcademicYear, Term
from journal_plugin.institution.actions import found_institution
from journal_plugin.institution.models import Building, Department, Institution, Room

YEAR_SINCE, YEAR_UNTIL = date(2026, 9, 1), date(2027, 6, 30)
TERM_UNTIL = date(2026, 12, 28)
BELLS = ((1, time(8, 30), time(10)), (2, time(10, 10), time(11, 40)), (3, time(12, 20), time(13, 50)))
_numbers = count(1)


def make_site(hostname: str = "localhost", *, default: bool = True) -> Site:
    """A Wagtail site with an empty home page; the default one answers to every unknown host, as the test client's."""
    root = Page.objects.filter(depth=1).get()
    home = root.add_child(instance=Page(title=hostname, slug=hostname.replace(".", "-")))
    return Site.objects.create(hostname=hostname, root_page=home, is_default_site=default, site_name=hostname)


def make_institution(
    hostname: str = "localhost",
    *,
    default: bool = True,
    preset: str = "college-perm",
    short_name: str = "Колледж",
    **fields,
) -> Institution:
    """An institution on a site of its own, with the settings of ``preset`` and its kinds of work."""
    name = fields.pop("name", f"ГБПОУ «{short_name}»")
    return found_institution(
        site=make_site(hostname, default=default), name=name, short_name=short_name, preset=preset, **fields
    )


def make_year(institution: Institution, name: str = "2026/2027") -> AcademicYear:
    """The year 2026/2027: 1 September to 30 June, two semesters, holidays of 4-6 November, three bells, one mode."""
    year = open_year(
        institution=institution,
        name=name,
        since=YEAR_SINCE,
        until=YEAR_UNTIL,
        terms=[
            TermCard("1 семестр", "semester", YEAR_SINCE, TERM_UNTIL, 1),
            TermCard("2 семестр", "semester", date(2027, 1, 11), YEAR_UNTIL, 2),
        ],
        holidays=[HolidayCard("День народного единства", date(2026, 11, 4), date(2026, 11, 6))],
    )
    enter_bells(institution=institution, cards=[BellCard("Основные", *bell) for bell in BELLS])
    set_mode(institution=institution, name="Шестидневка", schedule="Основные")
    return year


def first_term(year: AcademicYear) -> Term:
    """The first semester of ``year``."""
    return year.terms.get(number=1)


def make_department(institution: Institution, name: str = "Отделение технологий") -> Department:
    """A department."""
    return Department.objects.create(institution=institution, name=name)


def make_room(institution: Institution, name: str = "108", building: str = "Главный корпус", **fields) -> Room:
    """A room in a building, made where missing."""
    house, _made = Building.objects.get_or_create(institution=institution, name=building)
    return Room.objects.create(institution=institution, building=house, name=name, **fields)


def make_user(username: str = "", *, person=None, superuser: bool = False, admin: bool = False):
    """A login with the password «password»; ``person`` gets it; ``admin`` may enter Wagtail's admin."""
    user = get_user_model()(username=username or f"user{next(_numbers)}", is_superuser=superuser, is_staff=superuser)
    user.set_password("password")
    user.save()
    if admin:
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    if person is not None:
        person.user = user
        person.save()
    return user


def give_role(person, institution: Institution, role: str, **fields) -> RoleAssignment:
    """A role from 1 September on, by order 1; a curator takes ``group``, a head ``department``.

    Written as it is: the action checks and logs, which took half the time of every test with the cast.
    """
    order: dict[str, Any] = {"order_no": "1", "order_date": date(2026, 8, 28), "since": YEAR_SINCE}
    return RoleAssignment.objects.create(person=person, institution=institution, role=role, **(order | fields))
