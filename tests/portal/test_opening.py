"""Opening the next study year on a whole site: programmes, pages of groups, the administrator's page (A19, B07)."""

from datetime import date

import pytest
from django.urls import reverse

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.curriculum.actions import open_next_year
from journal_plugin.curriculum.models import Programme, ThematicPlan
from journal_plugin.curriculum.opening import Opened, Plan
from journal_plugin.curriculum.pages import WorkProgrammePage
from journal_plugin.people.models import Group
from portal.actions import build_groups
from tests.campus import Campus
from tests.cast import Cast
from tests.factories.curriculum import make_curriculum
from tests.factories.pages import group_page, make_post, make_programme
from tests.words import words_of


def opened(cast: Cast, names: dict[int, str] | None = None) -> Opened:
    """The year 2027/2028; the groups of ``names`` go up, all is copied."""
    days = {"since": date(2027, 9, 1), "until": date(2028, 6, 30)}
    copied = dict.fromkeys(("curricula", "load", "programmes", "leaders"), True)
    plan = Plan(name="2027/2028", order_no="77-к", names=names or {}, ending=(), **days, **copied)
    return open_next_year(old=cast.year, plan=plan, by=cast.admin)


@pytest.mark.row("B07")
def test_programmes_come_as_drafts_that_make_no_plan_until_published(campus: Campus) -> None:
    cast = campus.cast
    make_programme(cast.element, cast.year, "Введение", "Сталь", homework="§ 1")

    done = opened(cast)

    page = WorkProgrammePage.objects.get(year=done.year)
    old = WorkProgrammePage.objects.get(year=cast.year)
    assert (done.programmes, page.live, page.element, page.get_parent().pk) == (
        1,
        False,
        cast.element,
        old.get_parent().pk,
    )
    topics = [lesson["topic"] for lesson in page.body[0].value["topics"][0]["lessons"]]
    assert topics == ["Введение", "Сталь"]
    assert ThematicPlan.objects.filter(year=done.year).count() == 0
    page.save_revision().publish()
    assert ThematicPlan.objects.get(year=done.year).lessons.count() == 2
    assert ThematicPlan.objects.get(year=cast.year).lessons.count() == 2


def test_the_page_of_a_group_goes_on_with_its_feed_on_the_first_day(campus: Campus, clock) -> None:
    cast = campus.cast
    make_post(cast.group, "Собрание в четверг")
    page = group_page(cast.group)
    opened(cast, {cast.group.pk: "ОН-34"})

    clock.move_to("2027-09-01T08:00:00+05:00")
    build_groups(institution=cast.institution)

    after = group_page(Group.objects.get(name="ОН-34"))
    assert (after.pk, after.title, after.live, after.slug) == (page.pk, "ОН-34", True, page.slug)
    assert [post.title for post in after.get_children()][-1] == "Собрание в четверг"


@pytest.mark.row("A19")
def test_the_administrator_opens_the_year_on_one_page(campus: Campus, client) -> None:
    cast = campus.cast
    client.force_login(cast.admin)
    url = reverse("journal:next_year")
    page = client.get(url)
    form = page.context["form"]
    assert [(group.name, name.initial) for group, _way, name in form.lines()] == [
        ("ОН-24", "ОН-24"),
        ("ОН-25", "ОН-25"),
    ]
    data = {"name": "2027/2028", "since": "2027-09-01", "until": "2028-06-30", "order_no": "77-к", "programmes": "on"}
    data |= {f"way_{cast.group.pk}": "up", f"name_{cast.group.pk}": "ОН-34", f"way_{cast.foreign_group.pk}": "later"}

    answer = client.post(url, data, follow=True)

    year = AcademicYear.objects.get(name="2027/2028")
    assert answer.redirect_chain == [(f"{reverse('journal:readiness')}?year={year.pk}", 302)]
    assert "Год открыт. Переведено групп: 1" in words_of(answer)
    left = client.get(url).context["form"]
    assert [group.name for group, _way, _name in left.lines()] == ["ОН-25"]


def test_groups_of_the_last_course_of_their_programme_are_proposed_to_graduate(campus: Campus, client) -> None:
    cast = campus.cast
    course = cast.group.course
    make_curriculum(cast.year, "Младшие", groups=(cast.group,), course=course)
    make_curriculum(cast.year, "Старшие", course=course + 1)
    short = Programme.objects.create(institution=cast.institution, name="Сварщик")
    make_curriculum(cast.year, "Сварщики", groups=(cast.foreign_group,), course=course, programme=short)
    client.force_login(cast.admin)
    form = client.get(reverse("journal:next_year")).context["form"]
    assert [(group.name, str(way.initial), name.initial) for group, way, name in form.lines()] == [
        ("ОН-24", "up", "ОН-24"),
        ("ОН-25", "ends", ""),
    ]
