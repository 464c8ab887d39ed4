"""Forms of control: the directory of an institution, its list, the plan of a year, the scale of results (A11, E02)."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.attestation.models import FinalMark
from journal_plugin.attestation.scales import final_codes
from journal_plugin.curriculum.actions import set_controls
from journal_plugin.curriculum.controls import suits
from journal_plugin.curriculum.enums import Counted, ElementKind, ResultScale
from journal_plugin.curriculum.models import ControlForm, CurriculumLine, IndividualLine
from journal_plugin.curriculum.queries import controls_of, plans_of, without_control
from journal_plugin.exchange.exporters import export_list
from journal_plugin.exchange.lists import context_of
from journal_plugin.monitoring.queries.readiness import stages_of
from journal_plugin.people.models import Learner
from tests.factories.curriculum import add_line, control_named, make_curriculum, make_element
from tests.factories.exchange import plan, put, refusals
from tests.factories.gradebook import final, save_as
from tests.factories.institution import make_institution
from tests.words import words_of


@pytest.fixture
def curriculum(cast):
    """The group's curriculum: an exam, and a subject without any form of control."""
    made = make_curriculum(cast.year, groups=(cast.group,))
    add_line(made, cast.element, cast.term, 32, 16, "экзамен")
    add_line(made, make_element(cast.institution, "Химия"), cast.term, 20)
    return made


@pytest.mark.row("A11")
def test_each_kind_of_institution_starts_with_its_forms(cast):
    school = make_institution("school.example", default=False, preset="school-sergino", short_name="Школа")
    forms = {
        owner: dict(ControlForm.objects.filter(institution=owner).values_list("name", "counts"))
        for owner in (cast.institution, school)
    }
    assert forms[cast.institution]["экзамен по модулю"] == Counted.EXAM
    assert forms[cast.institution]["дифференцированный зачёт"] == Counted.CREDIT
    assert forms[cast.institution]["защита отчёта по практике"] == Counted.NEITHER
    assert "демонстрационный экзамен" not in forms[school]
    assert forms[school]["годовая отметка"] == Counted.NEITHER


HEAD = "Учебный план;Специальность;Курс;Группы;Дисциплина;Семестр;Теория;Практика;Форма контроля\n"
LINE = "УП-24;Технология;3;ОН-24;Материаловедение;1 семестр;32;16;"


@pytest.mark.row("A11")
def test_a_list_names_a_form_by_its_name_or_its_short_name(cast):
    put(cast, "curricula", HEAD + LINE + "ДИФЗАЧЁТ\n")
    assert CurriculumLine.objects.get().control.name == "дифференцированный зачёт"
    put(cast, "curricula", HEAD + LINE + "нет\n")
    assert CurriculumLine.objects.get().control is None


@pytest.mark.row("A11")
def test_an_unknown_form_is_refused_with_the_nearest_one_and_all_there_are(cast):
    ((row, column, value, why),) = refusals(cast, "curricula", HEAD + LINE + "экзамин\n")
    assert (row, column, value) == (2, "Форма контроля", "экзамин")
    assert why.startswith("Формы контроля «экзамин» нет. Может быть, «экзамен»? Есть: зачёт, дифференцированный зачёт,")
    ((_row, _column, _value, why),) = refusals(cast, "curricula", HEAD + LINE + "собеседование\n")
    assert why.startswith("Формы контроля «собеседование» нет. Есть: зачёт,")
    assert not CurriculumLine.objects.exists()


@pytest.mark.row("A11")
def test_the_directory_comes_and_goes_as_a_list_with_the_act(cast):
    text = (
        "Форма контроля;Кратко;Считается как;Результат;Уровни образования;Локальный акт;Не применяется\n"
        "экзамен;экз.;экзамен;отметка;;Положение, приказ № 15-од;нет\n"
        "собеседование;собес.;нет;отметка или зачёт;среднее общее образование;;да\n"
    )
    done = plan(cast, "controls", text)
    assert ([row.label for row in done.created], [row.label for row in done.changed]) == (
        ["собеседование"],
        ["экзамен"],
    )
    put(cast, "controls", text)
    exam, talk = (control_named(cast.institution, name) for name in ("экзамен", "собеседование"))
    assert (exam.short, exam.act, exam.archived) == ("экз.", "Положение, приказ № 15-од", False)
    assert (talk.counts, talk.scale, talk.levels, talk.archived) == ("", "both", "среднее общее образование", True)
    out = export_list("controls", context_of("controls", cast.institution)).decode("utf-8-sig")
    assert plan(cast, "controls", out).is_empty


def test_a_form_is_for_the_levels_that_it_names():
    assert suits("", "любой")
    assert suits("Основное общее образование, среднее общее образование", "основное общее образование")
    assert not suits("среднее общее образование", "основное общее образование")


@pytest.mark.row("A11")
def test_the_year_shows_subject_by_course_and_what_has_no_form(client, cast, curriculum):
    circle = make_element(cast.institution, "Авиамодели", kind=ElementKind.ADDITIONAL)
    add_line(curriculum, circle, cast.term, 10)

    assert [(name, element) for _pk, name, element in without_control(cast.year)] == [("УП ОН-24", "Химия")]
    (found,) = plans_of(cast.year)
    assert (found.missing, [name for name, _cells in found.missing_only().rows]) == (1, ["Химия"])
    client.force_login(cast.deputy)
    text = words_of(client.get(reverse("journal:controls")))
    assert "Без формы контроля 1 предмет" in text
    assert "Авиамодели – Материаловедение экзамен 1 семестр Химия нет формы контроля" in text
    only = words_of(client.get(reverse("journal:controls"), {"missing": ""}))
    assert ("Химия нет формы контроля" in only, "экзамен 1 семестр" in only) == (True, False)


@pytest.mark.row("A11")
@pytest.mark.row("A20")
def test_the_readiness_report_names_what_has_no_form(cast, curriculum):
    checks = {check.title: check for stage in stages_of(cast.year) for check in stage.checks}
    (missing,) = checks["Формы контроля в учебных планах"].missing
    assert (missing.what, missing.place) == ("УП ОН-24, Химия", ("journal:controls_of", (curriculum.pk,)))


@pytest.mark.row("A11")
def test_the_administrator_sets_the_form_of_a_line_and_others_only_read(client, cast, curriculum):
    where = reverse("journal:controls_of", args=[curriculum.pk])
    line = curriculum.lines.get(element__name="Химия")
    credit = control_named(cast.institution, "зачёт")
    sent = {f"line_{row.pk}": row.control_id or "" for row in curriculum.lines.all()} | {f"line_{line.pk}": credit.pk}
    client.force_login(cast.deputy)
    assert (client.get(where).status_code, client.post(where, sent).status_code) == (200, 404)
    client.force_login(cast.admin)
    assert client.post(where, sent).status_code == 302
    line.refresh_from_db()
    assert line.control == credit
    assert without_control(cast.year) == []


def test_a_form_in_the_archive_stays_and_is_not_offered(client, cast, curriculum):
    ControlForm.objects.filter(name="экзамен").update(archived=True)
    client.force_login(cast.admin)
    form = client.get(reverse("journal:controls_of", args=[curriculum.pk])).context["form"]
    offered = [[label for _value, label in form[name].field.choices] for name in form.fields]
    assert ["экзамен" in labels for labels in offered] == [True, False]


def test_a_form_of_another_institution_is_refused_and_nothing_is_kept(cast, curriculum):
    school = make_institution("school.example", default=False, short_name="Школа")
    first, second = curriculum.lines.order_by("pk")
    forms = {first.pk: None, second.pk: control_named(school, "экзамен").pk}
    with pytest.raises(ValidationError, match="ничего не сохранено"):
        set_controls(year=cast.year, forms=forms, by=cast.admin)
    first.refresh_from_db()
    assert first.control is not None


def test_the_plan_of_a_year_takes_the_same_queries_for_any_number_of_curricula(cast, curriculum):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            plans_of(cast.year)
            without_control(cast.year)
        return len(queries)

    one = count()
    for number in range(2):
        add_line(make_curriculum(cast.year, f"УП {number}"), cast.element, cast.term, 10)
    assert count() == one == 2


@pytest.mark.row("E02")
@pytest.mark.parametrize(
    ("kind", "scale", "codes"),
    [
        ("college", ResultScale.MARKS, "5 4 3 а/з н/а НПА"),
        ("college", ResultScale.CREDIT, "зачёт а/з н/а НПА"),
        ("college", ResultScale.BOTH, "5 4 3 зачёт а/з н/а НПА"),
        ("college", "", "5 4 3 зачёт а/з н/а НПА"),
        ("school", ResultScale.CREDIT, "зачёт н/а"),
        ("school", "", "5 4 3 2 н/а"),
    ],
)
def test_the_scale_depends_on_the_form_of_control(kind, scale, codes):
    assert final_codes(kind, scale) == tuple(codes.split())


@pytest.mark.row("E02")
def test_a_term_mark_is_a_result_of_the_form_of_control(client, cast, curriculum):
    line = curriculum.lines.get(element=cast.element)
    learner = cast.learners[0]
    line.control = control_named(cast.institution, "зачёт")
    line.save()

    (refused,) = save_as(cast.teacher, cast.journal, final(cast.term, learner, "5"))
    assert refused.why == "Форма контроля – «зачёт»: «5» не её результат, можно зачёт, а/з, н/а, НПА."
    (taken,) = save_as(cast.teacher, cast.journal, final(cast.term, learner, "зачёт"))
    assert (taken.status, FinalMark.objects.get().code) == ("accepted", "зачёт")
    client.force_login(cast.teacher)
    page = client.get(reverse("journal:grid", args=[cast.journal.pk]), {"period": cast.term.pk})
    assert 'data-put="зачёт"' in page.content.decode()
    assert 'data-put="НПА"' in page.content.decode()


@pytest.mark.row("E02")
def test_a_learners_own_form_of_control_opens_its_scale(cast, curriculum):
    plan = Learner.objects.get(pk=cast.learners[0].pk).individual_curricula.create(
        year=cast.year, order_no="1", order_date=cast.year.since
    )
    IndividualLine.objects.create(
        plan=plan, element=cast.element, term=cast.term, control=control_named(cast.institution, "зачёт")
    )
    ((_term, _name, scale),) = controls_of(cast.group, cast.element.pk, cast.year.pk).values()
    assert scale == ResultScale.BOTH


@pytest.mark.row("B15")
def test_the_head_of_the_journal_names_the_form_of_control(client, cast, curriculum):
    client.force_login(cast.teacher)
    before = words_of(client.get(reverse("journal:grid", args=[cast.journal.pk])))
    assert "форма контроля: экзамен (1 семестр)" in before
    CurriculumLine.objects.filter(element=cast.element).update(control=None)
    cache.clear()
    assert "форма контроля" not in words_of(client.get(reverse("journal:grid", args=[cast.journal.pk])))
