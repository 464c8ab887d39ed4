"""Every list of the admin with foreign ids: in addresses, in every field of every form, in filters, search, export."""

import csv
import io

import openpyxl
import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.viewsets import viewsets as registry

from journal_plugin.access.models import AuditEntry, RoleAssignment
from journal_plugin.access.policies import RulePolicy, policy_of
from journal_plugin.access.viewsets import ClosedChooserViewSet, ClosedModelViewSet
from journal_plugin.institution.models import Building, Department, InstitutionSettings, Room
from journal_plugin.people.models import Learner, Membership, Staff
from tests.doors import MODELS
from tests.factories.institution import give_role
from tests.factories.people import join, make_group


def lists() -> list[ClosedModelViewSet]:
    """Every registered list of the plugin."""
    reverse("wagtailadmin_home")
    return [viewset for viewset in registry.viewsets if getattr(viewset, "app_label", "") == "journal"]


def choosers() -> list:
    """Every registered chooser of a model of the plugin."""
    reverse("wagtailadmin_home")
    found = [viewset for viewset in registry.viewsets if hasattr(viewset, "widget_class")]
    return [viewset for viewset in found if getattr(viewset.model, "__module__", "").startswith("journal_plugin")]


def address(viewset, view: str, *args) -> str:
    """The address of a view of the list."""
    return reverse(viewset.get_url_name(view), args=args)


def has(viewset, view: str) -> bool:
    """Whether the list has such a view."""
    return any(pattern.name == view for pattern in viewset.get_urlpatterns())


def typed(form) -> dict[str, object]:
    """What a browser sends back when nothing was changed."""
    data: dict[str, object] = {}
    for bound in form:
        value = bound.field.prepare_value(bound.value())
        if isinstance(value, list | tuple):
            data[bound.html_name] = [getattr(item, "pk", item) for item in value]
        elif value is True:
            data[bound.html_name] = "on"
        elif value is not None and value is not False:
            data[bound.html_name] = getattr(value, "pk", value)
    return data


def sent(form) -> dict[str, object]:
    """The same with the lines of the form."""
    data = typed(form)
    lines = getattr(form, "lines", None)
    if lines is not None:
        data |= {f"lines-{name}": value for name, value in lines.management_form.initial.items()}
        for line in lines.forms:
            data |= typed(line)
    return data


def choices(form) -> list[tuple[str, forms.ModelChoiceField]]:
    """Every field of the form and its lines that names another row."""
    bound = list(form) + [field for line in getattr(form, "lines", ()) for field in line][:20]
    found = [(field.html_name, field.field) for field in bound if isinstance(field.field, forms.ModelChoiceField)]
    return [(name, field) for name, field in found if not field.disabled and not name.endswith(("-id", "-year"))]


def refused(response) -> bool:
    """Not there (404), no such verb (405), or Wagtail's "no permission": a redirect to the admin's home."""
    return response.status_code in {404, 405} or (response.status_code, response.headers.get("Location")) == (
        302,
        reverse("wagtailadmin_home"),
    )


def test_every_list_and_chooser_is_a_closed_one():
    """A list registered with Wagtail's own classes would ask no rule."""
    assert [type(viewset).__name__ for viewset in lists() if not isinstance(viewset, ClosedModelViewSet)] == []
    assert [type(viewset).__name__ for viewset in choosers() if not isinstance(viewset, ClosedChooserViewSet)] == []
    assert {type(policy_of(viewset.model)) for viewset in [*lists(), *choosers()]} == {RulePolicy}
    assert {viewset.model._meta.model_name for viewset in lists()} == set(MODELS)


@pytest.mark.row("M05")
@pytest.mark.parametrize("who", ["foreign_teacher", "school_admin"])
def test_no_view_of_a_list_gives_a_stranger_a_row(world, who):
    """Edit, delete, history, inspect of a row of the college: 404; nothing is changed by a POST either."""
    client = world.clients[who]
    for viewset in lists():
        row = viewset.model._default_manager.get(pk=world.own[viewset.model._meta.model_name])
        before = viewset.model._default_manager.count()
        for view in ("edit", "delete", "history", "history_results", "inspect"):
            if has(viewset, view):
                where = address(viewset, view, row.pk)
                assert refused(client.get(where)), where
                assert refused(client.post(where, {"name": "чужое"})), where
        assert viewset.model._default_manager.count() == before
        assert str(viewset.model._default_manager.get(pk=row.pk)) == str(row)


@pytest.mark.row("M05")
def test_lists_searches_filters_and_exports_show_only_ones_own(world):
    """The same administrator's list, results, search and both exports hold his row and never the college's."""
    client = world.clients["school_admin"]
    for viewset in lists():
        own = viewset.model._default_manager.get(pk=world.foreign[viewset.model._meta.model_name])
        where = address(viewset, "index")
        rows = [list(client.get(url).context["object_list"]) for url in (where, address(viewset, "index_results"))]
        assert [own in found for found in rows] == [True, True], where
        ours = viewset.model._default_manager.filter(policy_of(viewset.model).within(world.school.pk))
        assert {ours.filter(pk=row.pk).exists() for found in rows for row in found} == {True}, where
        exported = client.get(where, {"export": "csv"})
        lines = list(csv.reader(io.StringIO(b"".join(exported.streaming_content).decode())))
        assert len(lines) == len(rows[0]) + 1, where
        book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(where, {"export": "xlsx"}).streaming_content)))
        assert book.active.max_row == len(rows[0]) + 1, where
        if viewset.search_keys:
            theirs = viewset.model._default_manager.get(pk=world.own[viewset.model._meta.model_name])
            found = client.get(where, {"q": str(theirs).split()[0]}).context["object_list"]
            assert not {row.pk for row in found} - set(ours.values_list("pk", flat=True)), where
        filters = client.get(where).context.get("filters")
        for name, choice in filters.filters.items() if filters else ():
            offered = getattr(choice.field, "queryset", None)
            if offered is not None:
                assert not offered.filter(pk=world.own[offered.model._meta.model_name]).exists(), f"{where}: {name}"


@pytest.mark.row("M05")
def test_forms_refuse_foreign_ids_in_every_field(world):
    """The unchanged form is accepted; the same with one foreign id is refused at that field and names nobody."""
    client, tried = world.clients["school_admin"], 0
    for viewset in lists():
        if not has(viewset, "edit"):
            continue
        name = viewset.model._meta.model_name
        where = address(viewset, "edit", world.foreign[name])
        form = client.get(where).context["form"]
        assert client.post(where, sent(form)).status_code == 302, (
            where,
            client.post(where, sent(form)).context["form"].errors,
        )
        targets = [where, address(viewset, "add")] if has(viewset, "add") else [where]
        for target in targets:
            page = client.get(target)
            shown, named = page.context["form"], page.content.decode()
            for field, definition in choices(shown):
                model = definition.queryset.model
                foreign = model._default_manager.get(pk=world.own[model._meta.model_name])
                value = [foreign.pk] if isinstance(definition, forms.ModelMultipleChoiceField) else foreign.pk
                answer = client.post(target, sent(form) | {field: value})
                assert answer.status_code == 200, (target, field)
                assert str(foreign) in named or str(foreign) not in answer.content.decode(), (target, field)
                assert foreign not in definition.queryset, (target, field)
                tried += 1
    assert tried > 40


@pytest.mark.row("M05")
def test_choosers_offer_find_and_name_only_ones_own(world):
    """Listing, search, one chosen and several chosen; a foreign id is 404 or left out."""
    client = world.clients["school_admin"]
    for viewset in choosers():
        name = viewset.model._meta.model_name
        own, foreign = (viewset.model._default_manager.get(pk=ids[name]) for ids in (world.foreign, world.own))
        for view in ("choose", "choose_results"):
            for query in ({}, {"q": str(foreign).split()[0]}):
                assert str(foreign) not in client.get(address(viewset, view), query).content.decode()
        found = client.get(address(viewset, "choose_results"), {"q": str(own).split()[0].upper()})
        assert str(own) in found.content.decode()
        assert client.get(address(viewset, "chosen", foreign.pk)).status_code == 404
        assert client.get(address(viewset, "chosen", own.pk)).status_code == 200
        several = client.get(address(viewset, "chosen_multiple"), {"id": [own.pk, foreign.pk]}).json()["result"]
        assert [chosen["id"] for chosen in several] == [str(own.pk)]


@pytest.mark.row("M05")
@pytest.mark.parametrize("who", ["school_admin", "teacher", "curator"])
def test_site_history_tells_nobody_of_another_institution(world, who):
    """The college's administrator makes a department; its name is in his report and in nobody else's."""
    here = reverse("journal_department:add")
    world.clients["admin"].post(here, {"name": "Тайное отделение"})
    report = reverse("wagtailadmin_reports:site_history")
    assert "Тайное отделение" in world.clients["admin"].get(report).content.decode()
    assert "Тайное отделение" not in world.clients[who].get(report).content.decode()
    exported = world.clients[who].get(report, {"export": "csv"})
    assert "Тайное отделение" not in b"".join(exported.streaming_content).decode()


@pytest.mark.row("A22")
def test_settings_are_changed_in_the_interface_with_a_line_for_each_value(world):
    """Two values changed: one line that names both, old and new, and who did it."""
    client = world.clients["admin"]
    where = reverse("journal:settings")
    form = client.get(where).context["form"]
    assert client.post(where, sent(form) | {"mark_window_days": "14", "learner_word": "студент"}).status_code == 302
    settings = InstitutionSettings.objects.get(institution=world.cast.institution)
    assert (settings.mark_window_days, settings.learner_word) == (14, "студент")
    line = AuditEntry.objects.get(action="journal.settings")
    assert line.user == world.cast.admin
    assert line.data["changes"] == {"mark_window_days": ["21", "14"], "learner_word": ["обучающийся", "студент"]}


@pytest.mark.row("A01")
@pytest.mark.row("A02")
def test_buildings_and_rooms_are_kept_in_the_interface(world):
    """Made, found in the other case, changed, and refused to go while in use: nothing is lost."""
    client = world.clients["admin"]
    client.post(reverse("journal_building:add"), {"name": "Корпус Ёлочка", "address": "ул. Ленина, 1"})
    building = Building.objects.get(name="Корпус Ёлочка")
    assert building.institution == world.cast.institution
    parameters = {"name": "Лаборатория", "building": building.pk, "kind": "лаборатория", "capacity": "12"}
    client.post(reverse("journal_room:add"), parameters)
    room = Room.objects.get(name="Лаборатория")
    assert (room.building, room.kind, room.capacity) == (building, "лаборатория", 12)
    found = client.get(reverse("journal_room:index"), {"q": "ЕЛОЧКА лаб"}).context["object_list"]
    assert list(found) == [room]
    refused = client.post(reverse("journal_building:delete", args=[building.pk]), follow=True)
    assert "«Корпус Ёлочка» используется и не удалено: кабинеты – 1." in refused.content.decode()
    assert Building.objects.filter(pk=building.pk).exists()
    client.post(reverse("journal_room:delete", args=[room.pk]))
    client.post(reverse("journal_building:delete", args=[building.pk]))
    assert not Building.objects.filter(pk=building.pk).exists()


def test_two_departments_of_one_name_are_an_error_of_the_form(world):
    """The institution is not on the form, its uniqueness is still checked."""
    answer = world.clients["admin"].post(reverse("journal_department:add"), {"name": world.cast.department.name})
    assert answer.status_code == 200
    assert Department.objects.filter(name=world.cast.department.name).count() == 1


@pytest.mark.row("A06")
def test_staff_member_is_entered_with_his_human(world):
    """One form makes the person and the work."""
    human = {"last_name": "Новиков", "first_name": "Нил", "patronymic": "Нилович"}
    work = {"position": "мастер производственного обучения", "since": "2026-09-01"}
    assert world.clients["admin"].post(reverse("journal_staff:add"), human | work).status_code == 302
    staff = Staff.objects.get(person__last_name="Новиков")
    assert (staff.person.full_name, staff.position) == ("Новиков Нил Нилович", "мастер производственного обучения")
    assert staff.institution == world.cast.institution


@pytest.mark.row("A07")
def test_learner_is_enrolled_and_moved_by_order_from_his_card(world):
    """Enrolled into a group; a move without an order is refused; with it the past stays."""
    client, cast = world.clients["secretary"], world.cast
    human = {"last_name": "Новикова", "first_name": "Нина"}
    card = {"study_form": "part-time", "since": "2026-09-01", "group": cast.group.pk, "order_no": "5"}
    assert client.post(reverse("journal_learner:add"), human | card).status_code == 302
    learner = Learner.objects.get(person__last_name="Новикова")
    assert learner.study_form == "part-time"
    where = reverse("journal_learner:edit", args=[learner.pk])
    move = human | card | {"group": cast.foreign_group.pk, "day": "2026-11-16", "order_no": ""}
    assert client.post(where, move).status_code == 200
    assert client.post(where, move | {"order_no": "9"}).status_code == 302
    path = Membership.objects.filter(learner=learner).order_by("since").values_list("group__name", "until", "order_no")
    assert [(name, str(until), order) for name, until, order in path] == [
        ("ОН-24", "2026-11-15", "5"),
        ("ОН-25", "None", "9"),
    ]


def test_list_of_learners_names_the_group_of_today(world):
    """On the page, in its order and in the export; a subgroup is not the group."""
    cast, where = world.cast, reverse("journal_learner:index")
    join(cast.learners[0], make_group(cast.institution, "Бригада 1", parent=cast.group))
    shown = world.clients["secretary"].get(where, {"ordering": "group_now"}).context["object_list"]
    assert [learner.group_now for learner in shown] == ["ОН-24", "ОН-24", "ОН-24", "ОН-25"]
    exported = b"".join(world.clients["secretary"].get(where, {"export": "csv"}).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(exported)))
    assert {row["Группа"] for row in rows} == {"ОН-24", "ОН-25"}


@pytest.mark.row("I04")
@pytest.mark.row("L05")
def test_deputy_gives_a_role_by_order_and_makes_no_administrators(world):
    """Order and dates are demanded; nobody serves himself; administrators come from administrators."""
    client, cast = world.clients["deputy"], world.cast
    role = {
        "person": cast.staff.person_id,
        "role": "curator",
        "group": cast.foreign_group.pk,
        "order_no": "12-к",
        "order_date": "2026-11-18",
        "since": "2026-11-19",
    }
    where = reverse("journal_roleassignment:add")
    assert client.post(where, role | {"order_no": ""}).status_code == 200
    assert client.post(where, role | {"person": cast.deputy.journal_person.pk}).status_code == 200
    assert client.post(where, role | {"role": "admin", "group": ""}).status_code == 200
    assert client.post(where, role | {"person": cast.learners[0].person_id}).status_code == 200
    assert RoleAssignment.objects.filter(person=cast.staff.person).count() == 0
    assert client.post(where, role).status_code == 302
    given = RoleAssignment.objects.get(person=cast.staff.person)
    assert (given.order_no, str(given.order_date), str(given.since)) == ("12-к", "2026-11-18", "2026-11-19")
    end = reverse("journal_roleassignment:edit", args=[given.pk])
    assert client.post(end, {"until": "2026-12-01"}).status_code == 200
    assert client.post(end, {"until": "2026-12-01", "order_of_end": "14-к"}).status_code == 302
    given.refresh_from_db()
    assert str(given.until) == "2026-12-01"


@pytest.mark.row("I04")
@pytest.mark.parametrize("until", ["", "2027-12-31"])
@pytest.mark.parametrize(("who", "role"), [("deputy", "admin"), ("deputy", "viewer"), ("teacher", "system")])
def test_ended_role_is_not_given_again_by_moving_its_end(world, who, role, until):
    """A deputy neither takes an ended role of his own again nor wakes an administrator up."""
    client, cast = world.clients["deputy"], world.cast
    ended = give_role(getattr(cast, who).journal_person, cast.institution, role)
    RoleAssignment.objects.filter(pk=ended.pk).update(until=ended.since)
    edit = reverse("journal_roleassignment:edit", args=[ended.pk])
    assert client.post(edit, {"until": until, "order_of_end": "14-к"}).status_code == 200
    standing = RoleAssignment.objects.get(person=cast.admin.journal_person, role="admin")
    edit = reverse("journal_roleassignment:edit", args=[standing.pk])
    assert client.post(edit, {"until": "2026-11-20", "order_of_end": "14-к"}).status_code == 200
    ended.refresh_from_db()
    standing.refresh_from_db()
    assert (ended.until, standing.until) == (ended.since, None)


@pytest.mark.row("L05")
def test_end_of_a_role_is_taken_back_only_by_an_order(world):
    client, cast = world.clients["deputy"], world.cast
    ended = give_role(cast.staff.person, cast.institution, "methodist")
    RoleAssignment.objects.filter(pk=ended.pk).update(until=ended.since)
    edit = reverse("journal_roleassignment:edit", args=[ended.pk])
    answers = [client.post(edit, {"until": "", "order_of_end": order}).status_code for order in ("", "14-к")]
    ended.refresh_from_db()
    assert (answers, ended.until) == ([200, 302], None)


@pytest.mark.row("L04")
def test_rights_begin_and_end_with_the_dates_of_the_role(world, clock):
    """A deputy from Monday on: closed on Friday, open on Monday, closed after the last day."""
    person = world.cast.staff.person
    client = world.clients["teacher"]
    world.clients["admin"].post(
        reverse("journal_roleassignment:add"),
        {
            "person": person.pk,
            "role": "deputy",
            "order_no": "7",
            "order_date": "2026-11-19",
            "since": "2026-11-23",
            "until": "2026-11-27",
        },
    )
    seen = []
    for day in ("2026-11-20", "2026-11-23", "2026-11-27", "2026-11-28"):
        clock.move_to(f"{day}T10:00:00+05:00")
        seen.append(client.get(reverse("journal_room:index")).status_code)
    assert seen == [302, 200, 200, 302]


def test_slot_with_lessons_is_ended_and_not_rewritten(world):
    """Its group cannot be changed, its last day can."""
    cast, client = world.cast, world.clients["dispatcher"]
    where = reverse("journal_slot:edit", args=[world.own["slot"]])
    form = client.get(where).context["form"]
    cast.lesson.slot_id = world.own["slot"]
    cast.lesson.save()
    assert client.post(where, sent(form) | {"number": "3"}).status_code == 200
    assert client.post(where, sent(form) | {"until": "2026-11-30"}).status_code == 302


def test_viewer_looks_and_changes_nothing(world):
    """The same list: the administrator gets the form, the view-only administrator only the card."""
    room = world.own["room"]
    for who, statuses in (("admin", [200, 200, 200]), ("viewer", [200, 302, 302])):
        client = world.clients[who]
        pages = [reverse("journal_room:inspect", args=[room]), reverse("journal_room:edit", args=[room])]
        assert [client.get(page).status_code for page in [*pages, reverse("journal_room:add")]] == statuses


def test_lists_ask_the_same_questions_for_one_and_three_rows(world):
    """Rows of a list make no queries."""
    client, where = world.clients["admin"], reverse("journal_room:index")
    client.get(where)
    counts = []
    for names in ((), ("201", "202")):
        for name in names:
            Room.objects.create(institution=world.cast.institution, building=Building.objects.earliest("pk"), name=name)
        with CaptureQueriesContext(connection) as caught:
            client.get(where)
        counts.append(len(caught))
    assert counts[0] == counts[1]
