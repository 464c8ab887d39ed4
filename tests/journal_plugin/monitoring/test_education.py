"""An educational programme as a whole: how far each part is, its sample, and the places that its reader may open."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from journal_plugin.access.enums import Role
from journal_plugin.calendar.models import AcademicYear, Holiday
from journal_plugin.curriculum.models import Programme
from journal_plugin.curriculum.pages import WorkProgrammeIndexPage, WorkProgrammePage
from journal_plugin.monitoring.enums import State
from journal_plugin.monitoring.queries.education import educations_of
from journal_plugin.people.models import Membership
from journal_plugin.timetable.models import Slot
from tests.factories.curriculum import add_line, assign, make_curriculum, make_element
from tests.factories.institution import give_role, make_user
from tests.factories.lessons import make_work
from tests.factories.pages import make_portal, make_programme
from tests.factories.people import make_group, make_learner, make_staff
from tests.words import words_of


@pytest.fixture
def plan(cast):
    """The curriculum of «ОН-24», on a site with all its public pages."""
    make_portal(cast.institution)
    curriculum = make_curriculum(cast.year, groups=(cast.group,))
    add_line(curriculum, cast.element, cast.term, 32, control="экзамен")
    return curriculum


def year_before(cast) -> AcademicYear:
    """The year before the cast's, without anything."""
    days = {"since": date(2025, 9, 1), "until": date(2026, 6, 30)}
    return AcademicYear.objects.create(institution=cast.institution, name="2025/2026", **days)


def parts(cast, course=None):
    """Title of a part -> the part, of the only programme."""
    (one,) = educations_of(cast.year, Programme.objects.filter(institution=cast.institution), course)
    return {part.title: part for part in one.parts}


def states(part) -> dict[str, str]:
    """Title of an item -> its state."""
    return {item.title: item.state for item in part.items}


@pytest.mark.row("B08")
def test_a_programme_has_all_its_seven_parts(cast, plan):
    assert list(parts(cast)) == [
        "Учебные планы", "Календарный учебный график", "Рабочие программы", "Расписание", "График контрольных работ",
        "Внеурочная деятельность", "Дополнительные программы",
    ]  # fmt: skip


@pytest.mark.row("B08")
def test_a_work_programme_goes_from_nothing_to_published(cast, plan):
    seen = []

    def look():
        (item,) = parts(cast)["Рабочие программы"].items
        seen.append((item.state, item.make.name, item.owes))

    look()
    shelf = WorkProgrammeIndexPage.objects.get()
    page = WorkProgrammePage(title="М", element=cast.element, year=cast.year, live=False)
    shelf.add_child(instance=page)
    page.save_revision(user=cast.teacher)
    look()
    shelf.get_workflow().start(page, cast.teacher)
    look()
    page.get_latest_revision().publish()
    look()

    teacher = cast.staff.person.short_name
    assert seen == [
        (State.NONE, "wagtailadmin_pages:add", teacher),
        (State.DRAFT, "wagtailadmin_pages:edit", teacher),
        (State.WAITING, "wagtailadmin_pages:edit", teacher),
        (State.PUBLISHED, "journal:programme_change", teacher),
    ]


@pytest.mark.row("B08")
def test_the_sample_is_last_years_or_a_parallels(cast, plan):
    before = year_before(cast)
    first, second = (make_element(cast.institution, f"Английский язык {n}") for n in (1, 2))
    for element in (first, second):
        add_line(plan, element, cast.term, 32)
    old = make_programme(cast.element, before, "Сталь")
    parallel = make_programme(first, cast.year, "Глагол")

    samples = {
        item.title: (item.sample.title, item.sample.copy.args) if item.sample else None
        for item in parts(cast)["Рабочие программы"].items
    }

    assert samples == {
        "Материаловедение": ("Материаловедение, 2025/2026", (old.pk,)),
        "Английский язык 2": ("Английский язык 1, 2026/2027", (parallel.pk,)),
        "Английский язык 1": None,
    }


@pytest.mark.row("B08")
def test_a_course_without_its_curriculum_has_last_years_as_a_sample(cast, plan):
    before = year_before(cast)
    make_curriculum(before, "УП ОН-23", course=4)
    found = parts(cast)["Учебные планы"]
    assert states(found) == {"4 курс": State.NONE, "УП ОН-24": State.PUBLISHED}
    assert (found.items[0].sample.title, found.items[0].sample.copy.query) == (
        "УП ОН-23, 2025/2026", f"?year={before.pk}",
    )  # fmt: skip
    assert states(parts(cast, course=3)["Учебные планы"]) == {"УП ОН-24": State.PUBLISHED}


@pytest.mark.row("B08")
def test_days_that_are_not_entered_have_last_years_calendar_as_a_sample(client, cast, plan):
    before = year_before(cast)
    Holiday.objects.filter(institution=cast.institution).delete()
    assert [item.sample for item in parts(cast)["Календарный учебный график"].items] == [None] * 3
    Holiday.objects.create(
        institution=cast.institution, name="Зимние каникулы", since=date(2025, 12, 29), until=date(2026, 1, 11)
    )
    _terms, free, attestation = parts(cast)["Календарный учебный график"].items
    assert (free.state, free.sample.title, attestation.sample) == (
        State.NONE, "Каникулы и свободные дни, 2025/2026", None,
    )  # fmt: skip
    client.force_login(cast.admin)
    shown = client.get(reverse("journal:education", args=[plan.programme_id])).content.decode()
    assert (free.sample.url.endswith(f"/year/{before.pk}/"), f'href="{free.sample.url}"' in shown) == (True, True)
    assert client.get(free.sample.url).status_code == 200


def test_a_curriculum_is_a_draft_until_every_subject_has_its_form_of_control(cast, plan):
    add_line(plan, make_element(cast.institution, "Гидравлика"), cast.term, 32)
    (item,) = parts(cast)["Учебные планы"].items
    assert (item.state, item.warning, item.make.name) == (
        State.DRAFT, "без формы контроля: 1", "journal:controls_of",
    )  # fmt: skip


def test_the_calendar_waits_for_its_act_and_its_periods(cast, plan):
    before = states(parts(cast)["Календарный учебный график"])
    cast.year.act = "Приказ № 40"
    cast.year.save()
    Holiday.objects.create(
        institution=cast.institution, name="Каникулы", since=date(2026, 12, 29), until=date(2027, 1, 10)
    )
    after = states(parts(cast)["Календарный учебный график"])
    assert before["Учебные периоды"] == State.DRAFT
    assert (after["Учебные периоды"], after["Каникулы и свободные дни"], after["Промежуточная аттестация"]) == (
        State.PUBLISHED, State.PUBLISHED, State.NONE,
    )  # fmt: skip


def test_the_timetable_is_ready_when_the_load_of_a_period_stands_in_the_raster(cast, plan):
    second = make_element(cast.institution, "Гидравлика")
    assign(cast.staff, cast.group, second, cast.term)
    seen = [states(parts(cast)["Расписание"])[cast.term.name]]
    for weekday, element in enumerate((cast.element, second), 1):
        Slot.objects.create(
            term=cast.term, weekday=weekday, number=1, group=cast.group, element=element, activity="theory",
            since=cast.term.since,
        )  # fmt: skip
        seen.append(states(parts(cast)["Расписание"])[cast.term.name])
    assert seen == [State.NONE, State.DRAFT, State.IN_FORCE]


def test_tests_stand_by_groups(cast, plan):
    before = states(parts(cast)["График контрольных работ"])
    make_work(cast.lessons[4], "КР", position=2)
    after = parts(cast)["График контрольных работ"].items[0]
    assert (before, after.state, after.note) == (
        {"ОН-24": State.NONE}, State.PUBLISHED, "контрольных: 1, с 23\u00a0ноября по 23\u00a0ноября",
    )  # fmt: skip


@pytest.mark.row("B08")
def test_circles_of_the_groups_learners_are_its_additional_programmes(cast, plan):
    circle = make_element(cast.institution, "Авиамодели", kind="additional")
    pupils = make_group(cast.institution, "Авиакружок", kind="elective")
    Membership.objects.create(learner=cast.learners[0], group=pupils, since=cast.term.since)
    assign(cast.staff, pupils, circle, cast.term)
    settings = cast.institution.settings
    found = []
    for kept in (True, False):
        settings.additional_journals = kept
        settings.save()
        cast.year.institution.refresh_from_db()
        part = parts(cast)["Дополнительные программы"]
        found.append((list(states(part)), part.counted))
    assert found == [(["Авиамодели"], True), ([], False)]


def test_groups_of_other_programmes_do_not_stand_in_it(cast, plan):
    other = Programme.objects.create(institution=cast.institution, name="Сервис")
    make_curriculum(cast.year, "УП ОН-25", groups=(cast.foreign_group,), programme=other)
    mine, _others = (
        {part.title: states(part) for part in one.parts}
        for one in educations_of(cast.year, Programme.objects.order_by("-sort_key"))
    )
    assert list(mine["Рабочие программы"]) == ["Материаловедение"]
    assert list(mine["График контрольных работ"]) == ["ОН-24"]


# The pages


@pytest.mark.row("B08")
def test_every_link_opens_for_the_reader_to_whom_it_is_shown(client, cast, plan):
    methodist = make_staff(cast.institution, "Методистова Майя").person
    give_role(methodist, cast.institution, Role.METHODIST)
    before = year_before(cast)
    make_curriculum(before, "УП ОН-23", course=4)
    make_programme(cast.element, before, "Сталь")
    add_line(plan, make_element(cast.institution, "Гидравлика"), cast.term, 32)
    readers = {
        "admin": cast.admin, "deputy": cast.deputy, "editor": cast.editor, "director": cast.director,
        "head": cast.head, "dispatcher": cast.dispatcher, "methodist": make_user("methodist", person=methodist),
    }  # fmt: skip
    shut, makes = {}, {}
    for name, user in readers.items():
        client.force_login(user)
        page = client.get(reverse("journal:education", args=[plan.programme_id])).content.decode()
        page = page[page.index("<main") :]
        links = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"?][^"]*)"', page)}
        answers = {link: client.get(link, follow=True).status_code for link in links}
        shut[name] = {link: status for link, status in answers.items() if status != 200}
        makes[name] = (
            reverse("journal_curriculum:add") in links,
            any("next-year" in link for link in links),
            any("/copy/" in link for link in links),
            any("/raster/" in link for link in links),
        )

    assert shut == {name: {} for name in readers}
    assert makes == {
        "admin": (True, True, True, True),
        "methodist": (False, False, True, False),
        "editor": (False, False, True, False),
        "dispatcher": (False, False, False, True),
        "deputy": (False, False, False, False),
        "director": (False, False, False, False),
        "head": (False, False, False, False),
    }


def test_a_head_reads_the_programmes_of_the_own_department(client, cast, plan):
    other = Programme.objects.create(institution=cast.institution, name="Сервис")
    make_curriculum(cast.year, "УП ОН-25", groups=(cast.foreign_group,), programme=other)
    client.force_login(cast.head)
    said = words_of(client.get(reverse("journal:educations")))
    assert ("Технология машиностроения" in said, "Сервис" in said) == (True, False)
    assert client.get(reverse("journal:education", args=[other.pk])).status_code == 404


@pytest.mark.row("B08")
def test_the_list_counts_what_is_ready(client, cast, plan):
    client.force_login(cast.deputy)
    url = reverse("journal:educations")
    before = words_of(client.get(url))
    make_programme(cast.element, cast.year, "Сталь")
    assert ("1 из 5 частей" in before, "2 из 5 частей" in words_of(client.get(url))) == (True, True)


@pytest.mark.row("B08")
def test_an_empty_list_leads_who_may_to_the_first_curriculum(client, cast):
    add, url = reverse("journal_curriculum:add"), reverse("journal:educations")
    pages = {}
    for who in ("admin", "deputy"):
        client.force_login(getattr(cast, who))
        pages[who] = client.get(url).content.decode()
    said = "Внесите учебный план"
    assert {who: (add in page, said in page) for who, page in pages.items()} == {
        "admin": (True, True),
        "deputy": (False, True),
    }
    make_curriculum(cast.year, groups=(cast.group,))
    client.force_login(cast.admin)
    assert add not in client.get(url).content.decode()


def test_nothing_of_a_closed_year_is_offered_for_making(client, cast, plan):
    client.force_login(cast.admin)
    url = reverse("journal:education", args=[plan.programme_id])
    open_page = client.get(url).content.decode()
    cast.year.closed_at = "2026-11-19T10:00:00Z"
    cast.year.save()
    edit = reverse("journal_curriculum:edit", args=[plan.pk])
    assert (edit in open_page, edit in client.get(url).content.decode()) == (True, False)


def test_queries_do_not_grow_with_programmes_groups_and_elements(client, cast, plan):
    Site.clear_site_root_paths_cache()

    def grow(number: int) -> None:
        programme = Programme.objects.create(institution=cast.institution, name=f"Программа {number}")
        group = make_group(cast.institution, f"П-{number}")
        curriculum = make_curriculum(cast.year, f"План {number}", groups=(group,), programme=programme)
        make_learner(group, f"Новый Никита{number}")
        for n in range(2):
            element = make_element(cast.institution, f"Предмет {number}-{n}")
            add_line(curriculum, element, cast.term, 16)
            assign(cast.staff, group, element, cast.term)
            make_programme(element, cast.year, "Тема") if n else None

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            educations_of(cast.year, Programme.objects.filter(institution=cast.institution))
        return len(queries)

    grow(1)
    count()
    one = count()
    grow(2)
    grow(3)
    three = count()
    assert (one, three <= 32) == (three, True)
