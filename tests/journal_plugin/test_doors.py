"""THE table of doors: who gets what at every address of the site, for a row of one's own and for a foreign one.

A line is ``address  what stands in it  own row / foreign row``. An address that is in no line fails the last test. To
add one, write a line in PAGES: its name, ``parameter=row`` for each parameter (rows: tests/doors.py, make_world), and a
letter for each column; POST before them sends an empty form. Letters: 2 opens, 4 not there, F forbidden,
5 no such verb, B bad request, U not signed in, L to the login, H "no permission" to the admin's home, R another redirect.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import reverse

from tests.doors import COLUMNS, MODELS, World, every_address, knock

PAGES = """
#                                                            anonymous
#                                                              student parent foreign_parent stranger
#                                                                   teacher foreign_teacher substitute
#                                                                       curator foreign_curator head
#                                                                           deputy director viewer
#                                                                               admin editor secretary dispatcher system
#                                                                                     school_admin

journal:appearance                                           5 5555 555 555 555 55555 5
journal:rights                                               L 4444 444 444 222 24442 2
journal:own_password                                         L RRRR RRR RRR RRR RRRRR R
journal:logins                                               L 4444 444 444 444 24442 4
journal:group_logins           group_id=own_group            L 4444 444 444 444 24442 4 / L 4444 444 444 444 24442 4
journal:group_logins           group_id=group                L 4444 444 444 444 24442 4 / L 4444 444 444 444 44444 4

# The register: own journals, those of led groups and departments, all for those who read all; a foreign group's never
journal:today                                                L 4444 222 444 444 44444 4
journal:books                                                L 2222 222 222 222 22222 2
journal:grid                   pk=journal                    L 4444 242 242 222 24444 4 / L 4444 424 424 222 24444 4
journal:grid-topics            pk=journal                    L 4444 242 242 222 24444 4 / L 4444 424 424 222 24444 4
journal:grid-finals            pk=journal                    L 4444 242 242 222 24444 4 / L 4444 424 424 222 24444 4
journal:grid-lesson            pk=journal lesson=lesson      L 4444 242 242 222 24444 4 / L 4444 424 424 222 24444 4
journal:cell-history pk=journal lesson=lesson learner=own_learner L 4444 242 242 222 24444 4 / L 4444 424 424 222 24444 4
journal:grid-save              pk=journal                    5 5555 555 555 555 55555 5
journal:grid-works             pk=journal lesson=lesson      L 5555 555 555 555 55555 5
journal:grid-works POST        pk=journal lesson=lesson      L 4444 B44 444 444 44444 4 / L 4444 4B4 444 444 44444 4
journal:grid-save POST         pk=journal                    U BBBB BBB BBB BBB BBBBB B

# The timetable: a group's and a teacher's page are every colleague's, a learner's only his family's and those who read him
journal:timetable                                            L RRR2 RR2 222 222 22222 2
journal:timetable_groups                                     L 2222 222 222 222 22222 2
journal:timetable_group        pk=own_group                  L 2244 222 222 222 22222 4 / L 4424 222 222 222 22222 4
journal:timetable_group_week   pk=own_group                  L 2244 222 222 222 22222 4 / L 4424 222 222 222 22222 4
journal:timetable_learner      pk=own_learner                L 2244 444 242 222 24244 4 / L 4424 444 424 222 24244 4
journal:timetable_learner_week pk=own_learner                L 2244 444 242 222 24244 4 / L 4424 444 424 222 24244 4
journal:timetable_teacher      pk=staff                      L 4444 222 222 222 22222 4 / L 4444 444 444 444 44444 2
journal:timetable_teacher_week pk=staff                      L 4444 222 222 222 22222 4 / L 4444 444 444 444 44444 2

# Statements and the curator's desk: own group, own department, those who read all
journal:statements                                           L 4444 444 222 222 24444 4
journal:statement              group=own_group kind:form1    L 4444 444 242 222 24444 4 / L 4444 444 424 222 24444 4
journal:statement-file group=own_group kind:form1 form:xlsx  L 4444 444 242 222 24444 4 / L 4444 444 424 222 24444 4
journal:statement-issued       pk:999999                     L 4444 444 444 444 44444 4
journal:statement-issued-file  pk:999999 form:pdf            L 4444 444 444 444 44444 4
journal:curator                                              L 4444 444 RR4 444 44444 4
journal:curator-desk           group=own_group               L 4444 444 242 222 24444 4 / L 4444 444 424 222 24444 4
journal:curator-reason   group=own_group learner=own_learner L 4444 444 242 222 24444 4 / L 4444 444 424 222 24444 4

journal:curator-reason POST group=own_group learner=own_learner L 4444 444 244 444 44444 4 / L 4444 444 424 444 44444 4

# Lists to import and export: those who keep the list
journal_lists:index                                          L LLLL 444 444 444 24222 2
journal_lists:list    institution=institution what:learners  L LLLL 444 444 444 24244 4 / L LLLL 444 444 444 44444 2
journal_lists:sample  institution=institution what:learners  L LLLL 444 444 444 24244 4 / L LLLL 444 444 444 44444 2
journal_lists:export  institution=institution what:learners  L LLLL 444 444 444 24244 4 / L LLLL 444 444 444 44444 2
journal_lists:list    institution=institution what:rooms     L LLLL 444 444 444 24442 4 / L LLLL 444 444 444 44444 2
journal_lists:preview pk:999999                              L LLLL 444 444 444 44444 4

# Search and the map of the site
search                                                       2 2222 222 222 222 22222 2
sitemap                                                      2 2222 222 222 222 22222 2
"""

LISTS = """
# The lists of the admin: who looks at an area, who changes it
#                                                            anonymous
#                                                              student parent foreign_parent stranger
#                                                                   teacher foreign_teacher substitute
#                                                                       curator foreign_curator head
#                                                                           deputy director viewer
#                                                                               admin editor secretary dispatcher system
#                                                                                     school_admin

directories looks                                            L LLLL HHH HH2 222 2H222 2
directories changes                                          L LLLL HHH HHH HHH 2HHH2 2
contingent looks                                             L LLLL HHH HH2 222 2H2HH 2
contingent changes                                           L LLLL HHH HHH HHH 2H2HH 2
timetable looks                                              L LLLL HHH HH2 222 2H22H 2
timetable changes                                            L LLLL HHH HHH HHH 2HH2H 2
roles looks                                                  L LLLL HHH HHH 222 2HHH2 2
roles changes                                                L LLLL HHH HHH 2HH 2HHH2 2
"""
AREAS = {
    "directories": "institution institutionsettings department building room staff academicyear holiday attestationperiod "
    "bellschedule staymode workkind programme studyelement curriculum teachingassignment",
    "contingent": "group learner guardianship membership person",
    "timetable": "slot",
    "roles": "roleassignment",
}
VIEWS = {
    "index": "looks",
    "index_results": "looks",
    "inspect": "looks",
    "history": "looks",
    "history_results": "looks",
    "add": "changes",
    "edit": "changes",
    "delete": "changes",
}
SOME = ["anonymous", "parent", "teacher", "curator", "viewer", "admin", "secretary", "school_admin"]
"""Those who differ in kind."""

CHOOSERS = """
# Choosers: every staff member gets the window, the rows are his alone
journal_person_chooser:choose                                L LLLL 222 222 222 22222 2
journal_person_chooser:choose_results                        L LLLL 222 222 222 22222 2
journal_person_chooser:chosen          pk=learner_person     L LLLL 444 442 222 24222 4 / L LLLL 444 444 444 44444 2
journal_person_chooser:chosen_multiple                       L LLLL 222 222 222 22222 2
journal_learner_chooser:choose                               L LLLL 222 222 222 22222 2
journal_learner_chooser:choose_results                       L LLLL 222 222 222 22222 2
journal_learner_chooser:chosen         pk=learner            L LLLL 444 442 222 24244 4 / L LLLL 444 444 444 44444 2
journal_learner_chooser:chosen_multiple                      L LLLL 222 222 222 22222 2
"""

FEW = ["anonymous", "parent", "teacher", "curator", "editor", "admin", "school_admin"]
"""Who knocks at Wagtail's and allauth's own addresses: a guest, a family, staff without and with pages."""

THEIRS = """
# allauth: one's own account; registration and outside identities are closed
2222222            account_inactive account_email_verification_sent account_reset_password account_reset_password_done
2222222            account_reset_password_from_key_done socialaccount_login_cancelled
2RRRRRR            account_login account_signup
UUUUUUU            socialaccount_login_error
LLLLLLL            socialaccount_signup
L222222            account_reauthenticate account_email account_change_password mfa_index mfa_list_webauthn
L222222            socialaccount_connections
LRRRRRR            account_set_password account_confirm_login_code mfa_authenticate mfa_reauthenticate mfa_activate_totp
LRRRRRR            mfa_generate_recovery_codes mfa_add_webauthn mfa_reauthenticate_webauthn mfa_login_webauthn
LRRRRRR            mfa_remove_webauthn(1) mfa_edit_webauthn(1)
L444444            mfa_deactivate_totp mfa_view_recovery_codes mfa_download_recovery_codes

# Wagtail's doors without a login; its own login and password forms are not served
2222222            wagtailadmin_sprite wagtailadmin_javascript_catalog
LLLLLLL            wagtailadmin_login wagtailcore_login
4444444            wagtailadmin_password_reset wagtailadmin_password_reset_done wagtailadmin_password_reset_complete
4444444            wagtailadmin_password_reset_confirm(1,1) wagtaildocs_authenticate_with_password(1)
4444444            wagtailcore_authenticate_with_password(1,1)

# What every staff member has in the admin: home, account, choosers that show only what may be linked to, own history
LL22222            wagtailadmin_home wagtailadmin_account wagtailadmin_dismissibles wagtailadmin_tag_autocomplete
LL22222            wagtailadmin_api:pages:listing wagtailadmin_choose_page wagtailadmin_choose_page_search
LL22222            wagtailadmin_choose_page_external_link wagtailadmin_choose_page_email_link
LL22222            wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link
LL22222            wagtailadmin_choose_page_chosen_multiple wagtailembeds:chooser wagtailembeds:chooser_upload
LL22222            wagtaildocs_chooser:choose wagtaildocs_chooser:choose_results wagtaildocs_chooser:chosen_multiple
LL22222            wagtailimages_chooser:choose wagtailimages_chooser:choose_results
LL22222            wagtailimages_chooser:chosen_multiple
LL22222            wagtailadmin_workflows:task_chooser wagtailadmin_workflows:task_chooser_results
LL22222            wagtailadmin_workflows:task_chooser_create
LL22222            wagtailadmin_reports:site_history wagtailadmin_reports:site_history_results
LL22222            wagtailadmin_pages:confirm_workflow_cancellation(page)
LL24244 / LL44444  wagtailadmin_api:pages:detail(page)
LL22244 / LL44444  wagtailadmin_choose_page_child(page)

# Pages: the editor's own site; a curator is led to his group's page; nobody enters the other site
LLRRRHH            wagtailadmin_explore_root
LLRR2HH / LLRRRHH  wagtailadmin_explore(page) wagtailadmin_explore_results(page)
LL222HH            wagtailadmin_pages:search wagtailadmin_pages:search_results
LL222HH            wagtailadmin_reports:aging_pages wagtailadmin_reports:aging_pages_results wagtailadmin_reports:workflow
LL222HH            wagtailadmin_reports:workflow_results wagtailadmin_reports:workflow_tasks
LL222HH            wagtailadmin_reports:workflow_tasks_results wagtailforms:index wagtailforms:index_results
LLHH2HH            wagtailadmin_reports:locked_pages wagtailadmin_reports:locked_pages_results
LLHH2HH / LLHHHHH  wagtailadmin_pages:usage(page) wagtailadmin_pages:edit(page) wagtailadmin_pages:preview_on_edit(page)
LLHH2HH / LLHHHHH  wagtailadmin_pages:view_draft(page) wagtailadmin_pages:add_subpage(page)
LLHH2HH / LLHHHHH  wagtailadmin_pages:delete(page) wagtailadmin_pages:unpublish(page) wagtailadmin_pages:move(page)
LLHH2HH / LLHHHHH  wagtailadmin_pages:copy(page) wagtailadmin_pages:set_privacy(page) wagtailadmin_pages:history(page)
LLHH2HH / LLHHHHH  wagtailadmin_pages:workflow_history(page) wagtailadmin_pages:history_results(page)
LLRRRRR / LLRRRRR  wagtailadmin_pages:revisions_index(page)
LL44444 / LL44444  wagtailadmin_pages:convert_alias(page)
LL55555 / LL55555  wagtailadmin_api:pages:action(page,1) wagtailadmin_pages:set_page_position(page)
LL55555 / LL55555  wagtailadmin_pages:lock(page) wagtailadmin_pages:unlock(page)

# Files: those who write pages, into their own folders
LLH22HH            wagtaildocs:index wagtaildocs:index_results wagtaildocs:add wagtaildocs:add_multiple
LLH22HH            wagtailimages:index wagtailimages:index_results wagtailimages:add wagtailimages:add_multiple
LLH22HH            wagtaildocs_chooser:create wagtailimages_chooser:create
LLH44HH            wagtaildocs:edit(1) wagtailimages:edit(1)

# Closed to everybody but a superuser: users, groups, sites, redirects, collections, workflows, snippets, settings
LLHHHHH            wagtailusers_users:index wagtailusers_users:index_results wagtailusers_users:add
LLHHHHH            wagtailusers_users:edit(user) wagtailusers_users:delete(user) wagtailusers_users:history(user)
LLHHHHH            wagtailusers_users:history_results(user) wagtailusers_users:usage(user) wagtailusers_users:copy(user)
LLHHHHH            wagtailusers_groups:index wagtailusers_groups:index_results wagtailusers_groups:add
LLHHHHH            wagtailsites:index wagtailsites:index_results wagtailsites:add wagtailredirects:index
LLHHHHH            wagtailredirects:index_results wagtailredirects:add wagtailredirects:start_import
LLHHHHH            wagtailredirects:process_import wagtailadmin_collections:index wagtailadmin_collections:add
LLHHHHH            wagtailadmin_workflows:index wagtailadmin_workflows:index_results wagtailadmin_workflows:add
LLHHHHH            wagtailadmin_workflows:select_task_type wagtailadmin_workflows:task_index
LLHHHHH            wagtailadmin_workflows:task_index_results wagtailsnippets:index
LL44444            wagtailadmin_reports:page_types_usage wagtailadmin_reports:page_types_usage_results
LL44444            wagtailadmin_api:documents:listing wagtailadmin_api:images:listing
LL44444            wagtailadmin_api:pages:find wagtailadmin_api:documents:find wagtailadmin_api:images:find
LL44444            wagtailadmin_block_preview
"""

ELSEWHERE = """
wagtailadmin_logout wagtailadmin_error_test account_logout
account_confirm_email account_reset_password_from_key
journal:diary wagtail_serve wagtail_serve_for_guests wagtaildocs_serve
wagtail_bulk_action wagtailadmin_pages:(add|preview_on_add|type_use|type_use_results|choose_parent|workflow_action)
wagtailadmin_pages:(collect_workflow_action_data|workflow_preview|revisions_.*|workflow_history_detail|move_confirm)
wagtailadmin_tag_model_autocomplete wagtailadmin_editing_sessions:.* wagtailsettings:.*
wagtailadmin_api:(documents|images):(detail|action) wagtailadmin_collections:(edit|delete|set_privacy)
wagtailadmin_workflows:(enable|disable|edit|usage|usage_results|remove|add_task|edit_task|disable_task|enable_task|task_chosen)
wagtailforms:(list_submissions|list_submissions_results|delete_submissions) wagtailredirects:(edit|delete)
wagtaildocs:(delete|edit_multiple|create_multiple_.*|delete_multiple|delete_upload_multiple|document_usage)
wagtailimages:(delete|url_generator|url_generator_output|preview|image_usage|edit_multiple|create_multiple_.*)
wagtailimages:(delete_multiple|delete_upload_multiple) wagtail(docs|images)_chooser:(chosen|select_format)
wagtailsites:(edit|delete|history|history_results|usage|copy) wagtailusers_groups:(edit|delete|history|history_results|usage)
"""
"""Wagtail's own addresses of rows that this world has none of, or whose tests stand elsewhere (diary, pages, documents)."""


@dataclass(frozen=True)
class Door:
    """An address and the letters that its visitors get; ``fill`` says what stands for each parameter."""

    name: str
    fill: tuple[tuple[str, str, bool], ...]
    letters: tuple[str, ...]
    columns: tuple[str, ...]
    method: str = "get"

    def url(self, rows: dict[str, object]) -> str:
        """The address with the rows of one side."""
        values = {key: rows[value] if is_row else value for key, value, is_row in self.fill}
        if any(key.isdigit() for key in values):
            return reverse(self.name, args=list(values.values()))
        return reverse(self.name, kwargs=values)


def by_lines(table: str) -> Iterator[Door]:
    """Doors of a table whose lines begin with the address."""
    for line in filter(None, (line.strip() for line in table.splitlines())):
        if line.startswith("#"):
            continue
        name, *rest = line.split()
        method = "post" if "POST" in rest else "get"
        rest = [word for word in rest if word != "POST"]
        fill = [word for word in rest if "=" in word or ":" in word]
        letters = "".join(word for word in rest if word not in fill).split("/")
        parts = [(word.replace("=", ":").split(":", 1), "=" in word) for word in fill]
        pairs = tuple((key, value, is_row) for (key, value), is_row in parts)
        yield Door(name, pairs, tuple(letters), tuple(COLUMNS), method)


def of_lists() -> Iterator[Door]:
    """Doors of the admin's lists: each model of an area by the two lines of the area.

    Every role knocks at the list and at the form of a new row; at the views of a row those who differ in kind.
    """
    lines = {tuple(line.split()[:2]): "".join(line.split()[2:]) for line in LISTS.splitlines() if line[:1].isalpha()}
    known = {name for name, _route in every_address()}
    for area, models in AREAS.items():
        for model in models.split():
            for view, kind in VIEWS.items():
                name, letters = f"journal_{model}:{view}", lines[area, kind]
                if name not in known:
                    continue
                if view in {"index", "add"}:
                    yield Door(name, (), (letters,), tuple(COLUMNS))
                elif view == "index_results":
                    yield Door(name, (), (_some(letters),), tuple(SOME))
                else:
                    row = (("pk", model, True),)
                    yield Door(name, row, tuple(map(_some, _of_row(view, letters))), tuple(SOME))


def _of_row(view: str, letters: str) -> tuple[str, str]:
    """Letters at one's own and at a foreign row; the school's administrator sees it the other way round.

    All views of a row but the form fetch it before they ask for the permission, so their no is a 404.
    """
    letters = letters if view == "edit" else letters.replace("H", "4")
    return letters[:-1] + "4", letters[:-1].replace("2", "4") + letters[-1]


def _some(letters: str) -> str:
    return "".join(letters[COLUMNS.index(who)] for who in SOME)


def by_letters(table: str) -> Iterator[Door]:
    """Doors of a table whose lines begin with the letters."""
    for line in filter(None, (line.strip() for line in table.splitlines())):
        if line.startswith("#"):
            continue
        words = line.split()
        letters = (words[0], words[2]) if words[1] == "/" else (words[0],)
        for word in words[len(letters) * 2 - 1 :]:
            name, _bracket, inside = word.partition("(")
            fill = [value for value in inside.rstrip(")").split(",") if value]
            pairs = tuple((str(number), value, not value.isdigit()) for number, value in enumerate(fill))
            yield Door(name, pairs, letters, tuple(FEW))


def every_door() -> list[Door]:
    """The whole table."""
    return [*by_lines(PAGES), *of_lists(), *by_lines(CHOOSERS), *by_letters(THEIRS)]


@pytest.fixture(autouse=True)
def quiet():
    """Refusals are what is asked for."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def check(world: World, doors) -> list[str]:
    """What differs from the table: one line an address."""
    faults = []
    for door in doors:
        for side, rows, expected in zip(("own", "foreign"), (world.own, world.foreign), door.letters, strict=False):
            url = door.url(rows)
            got = "".join(knock(world.clients[who], url, door.method) for who in door.columns)
            wrong = [f"{who} {a} not {b}" for who, a, b in zip(door.columns, got, expected, strict=True) if a != b]
            if wrong:
                faults.append(f"{door.name} {side} {url}: {', '.join(wrong)}")
    return faults


@pytest.mark.row("I01")
@pytest.mark.row("M05")
def test_pages_of_the_plugin_open_to_those_of_the_table(world: World) -> None:
    """Every role at every page, for a row of one's own and a foreign one."""
    assert check(world, by_lines(PAGES)) == []


@pytest.mark.row("I02")
@pytest.mark.row("I08")
@pytest.mark.parametrize("area", AREAS)
def test_lists_of_the_admin_open_to_those_of_the_table(world: World, area: str) -> None:
    """Every role at every view of every list of the area."""
    models = {f"journal_{model}" for model in AREAS[area].split()}
    assert check(world, [door for door in of_lists() if door.name.split(":")[0] in models]) == []


def test_choosers_open_to_those_of_the_table(world: World) -> None:
    """Every role at every chooser."""
    assert check(world, by_lines(CHOOSERS)) == []


def test_wagtail_and_allauth_open_to_those_of_the_table(world: World) -> None:
    """A guest, a family and staff at the addresses that are not ours."""
    assert check(world, by_letters(THEIRS)) == []


def test_every_address_of_the_site_is_in_the_table() -> None:
    """A new address without a line fails here."""
    written = {door.name for door in every_door()}
    elsewhere = re.compile("|".join(f"(?:{pattern})" for pattern in ELSEWHERE.split()))
    missing = {
        name for name, _route in every_address() if name and name not in written and not elsewhere.fullmatch(name)
    }
    assert sorted(missing) == []


def test_every_list_of_the_admin_is_in_an_area() -> None:
    """A new list without an area would have no doors."""
    assert sorted(model for models in AREAS.values() for model in models.split()) == sorted(MODELS)
