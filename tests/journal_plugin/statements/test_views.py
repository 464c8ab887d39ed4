"""The screens: who opens what, correcting, issuing, files, errors (H13, H14, J01, N04)."""

import sys
from io import BytesIO

import openpyxl
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from journal_plugin.access.enums import Role
from journal_plugin.statements.models import Issued
from tests.factories.institution import give_role, make_institution, make_user
from tests.factories.people import make_group, make_learner, make_staff
from tests.factories.statements import make_october, put_absence

ISSUERS = ("curator", "head", "deputy", "director", "admin")
OUTSIDERS = (
    "teacher",
    "substitute",
    "student",
    "parent",
    "foreign_curator",
    "foreign_teacher",
    "secretary",
    "stranger",
)
MONTH = "?month=2026-10"


def address(cast, kind: str = "form2", form: str = "") -> str:
    name, arguments = ("statement-file", [form]) if form else ("statement", [])
    return reverse(f"journal:{name}", args=[cast.group.pk, kind, *arguments]) + MONTH


def values(response) -> dict[str, str]:
    """The form as the browser would send it back."""
    form = response.context["form"]
    return {field.html_name: field.value() if field.value() is not None else "" for field in form} | {"do": "issue"}


def viewer_of(cast):
    person = make_staff(cast.institution, "Смотров Семён Сергеевич").person
    give_role(person, cast.institution, Role.VIEWER)
    return make_user("viewer", person=person)


@pytest.mark.row("H13", "H14")
@pytest.mark.parametrize("kind", ["form1", "form2"])
@pytest.mark.parametrize("who", ISSUERS)
def test_those_who_lead_the_group_open_and_issue_its_forms(cast, client, who, kind):
    make_october(cast)
    client.force_login(getattr(cast, who))
    page = client.get(address(cast, kind))
    assert page.status_code == 200
    sent = values(page) if page.context["form"] else {"do": "issue", "seen": page.context["seen"]}
    answer = client.post(address(cast, kind), sent)
    copy = Issued.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("journal:statement-issued", args=[copy.pk]))
    assert (copy.kind, copy.author.user.username) == (kind, who)
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_find_no_statement_of_the_group(cast, client, who):
    make_october(cast)
    client.force_login(cast.curator)
    client.post(address(cast, "form1"), {"do": "issue"})
    copy = Issued.objects.get()
    client.force_login(getattr(cast, who))
    addresses = [
        address(cast),
        address(cast, "form1"),
        address(cast, "form1", "xlsx"),
        address(cast, "form2", "pdf"),
        reverse("journal:statement-issued", args=[copy.pk]),
        reverse("journal:statement-issued-file", args=[copy.pk, "pdf"]),
        reverse("journal:statement-issued-file", args=[copy.pk, "xlsx"]),
    ]
    assert [client.get(each).status_code for each in addresses] == [404] * 7
    assert client.post(address(cast), {"do": "issue"}).status_code == 404
    assert Issued.objects.count() == 1


def test_the_list_of_a_curator_has_his_group_only(cast, client):
    make_october(cast)
    client.force_login(cast.curator)
    page = client.get(reverse("journal:statements"))
    assert page.status_code == 200
    assert page.context["form"].fields["group"].choices == [(cast.group.pk, "ОН-24")]
    assert page.context["chosen"]["month"].isoformat() == "2026-10-01"
    foreign = client.get(reverse("journal:statements"), {"group": cast.foreign_group.pk, "month": "2026-10"})
    assert (foreign.status_code, foreign.context["chosen"]) == (200, None)
    assert foreign.content.decode().count("ОН-25") == 0


def test_a_guest_is_sent_to_sign_in(cast, client):
    answer = client.get(address(cast))
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("account_login"))


def test_the_viewing_administrator_reads_and_takes_files_but_issues_nothing(cast, client):
    make_october(cast)
    client.force_login(viewer_of(cast))
    page = client.get(address(cast))
    assert (page.status_code, page.context["form"], page.content.decode().count('value="issue"')) == (200, None, 0)
    assert client.get(address(cast, form="xlsx")).status_code == 200
    assert client.post(address(cast), {"do": "issue"}).status_code == 404
    assert Issued.objects.count() == 0


def test_a_person_of_another_institution_finds_nothing(cast, client):
    other = make_institution("school", default=False)
    person = make_staff(other, "Школин Шамиль Шамилевич").person
    give_role(person, other, Role.DIRECTOR)
    client.force_login(make_user("school_director", person=person))
    assert client.get(address(cast)).status_code == 404
    make_group(other, "5А")
    assert client.get(reverse("journal:statements")).status_code == 404


@pytest.mark.row("J01", "N04")
def test_files_hold_the_group_of_the_page(cast, client):
    make_october(cast)
    client.force_login(cast.admin)
    answer = client.get(address(cast, "form1", "pdf"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    text = pypdf.PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert (text.count("Андреева Анна"), text.count("4,33"), text.count("Яковлев")) == (1, 1, 0)
    book = openpyxl.load_workbook(BytesIO(client.get(address(cast, "form1", "xlsx")).content))
    assert [cell.value for cell in book.active[10]][:3] == ["Андреева Анна", 4.33, 4]


def test_corrected_cells_are_issued_with_their_reason_and_printed(cast, client):
    make_october(cast)
    client.force_login(cast.curator)
    sent = values(client.get(address(cast))) | {"excused-1": "2", "unexcused-1": "", "why": "справка"}
    answer = client.post(address(cast), sent, follow=True)
    copy = Issued.objects.get()
    assert [(each["old"], each["new"]) for each in copy.corrections][:2] == [("0", "2"), ("2", "0")]
    assert answer.content.decode().count("<td>справка</td>") == 4
    file = client.get(reverse("journal:statement-issued-file", args=[copy.pk, "pdf"]))
    text = " ".join(pypdf.PdfReader(BytesIO(file.content)).pages[0].extract_text().split())
    assert (text.count("Пропущено без уважительных причин 5 час. 22,7 %."), text.count(copy.sha256)) == (1, 1)


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"excused-1": "2"}, "Напишите, почему исправлены значения: причина хранится вместе с ведомостью."),
        ({"excused-1": "два"}, "Ведомость не выдана: некоторые значения не числа. Они обведены рамкой."),
        ({"man_hours": "-1"}, "Ведомость не выдана: некоторые значения не числа. Они обведены рамкой."),
        ({"missed_percent": "140"}, "Ведомость не выдана: некоторые значения не числа. Они обведены рамкой."),
        (
            {"excused-1": "2", "do": "pdf"},
            "Исправленные значения печатаются только с выданной ведомости. Укажите причину и нажмите «Выдать».",
        ),
        (
            {"seen": "0" * 64},
            (
                "Пока страница была открыта, журнал изменился, поэтому ведомость не выдана. "
                "Проверьте новые значения и повторите."
            ),
        ),
    ],
)
def test_a_refused_issue_says_why_and_keeps_what_was_entered(cast, client, entered, said):
    make_october(cast)
    client.force_login(cast.curator)
    sent = values(client.get(address(cast))) | {"why": ""} | entered
    answer = client.post(address(cast), sent)
    assert answer.status_code == 422
    assert [str(message) for message in answer.context["messages"]] == [said]
    shown = answer.context["form"]
    assert {name: shown[name].value() for name in entered if name not in {"do", "seen"}} == {
        name: value for name, value in entered.items() if name not in {"do", "seen"}
    }
    assert Issued.objects.count() == 0


def test_after_a_change_in_the_journal_the_second_press_issues_the_new_numbers(cast, client):
    october = make_october(cast)
    client.force_login(cast.curator)
    sent = values(client.get(address(cast)))
    put_absence(october.second, october.moved)
    shown = client.post(address(cast), sent)
    assert (shown.status_code, Issued.objects.count()) == (422, 0)
    again = client.post(address(cast), values(client.get(address(cast))))
    assert (again.status_code, Issued.objects.get().payload["missed_hours"]) == (302, 11)
    assert shown.context["form"]["seen"].value() == shown.context["seen"]


def test_untouched_form_goes_to_the_draft_file(cast, client):
    make_october(cast)
    client.force_login(cast.curator)
    sent = values(client.get(address(cast))) | {"do": "pdf"}
    answer = client.post(address(cast), sent)
    assert (answer.status_code, answer.url) == (302, address(cast, form="pdf"))


@pytest.mark.parametrize("which", ["draft", "issued"])
def test_without_libraries_the_page_says_what_to_install_and_xlsx_works(cast, client, monkeypatch, which):
    make_october(cast)
    client.force_login(cast.curator)
    client.post(address(cast, "form1"), {"do": "issue"})
    copy = Issued.objects.get()
    files = {
        "draft": lambda form: address(cast, "form1", form),
        "issued": lambda form: reverse("journal:statement-issued-file", args=[copy.pk, form]),
    }
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    answer = client.get(files[which]("pdf"))
    assert answer.status_code == 503
    assert answer.content.decode().count("sudo apt install libpango-1.0-0") == 1
    assert client.get(files[which]("xlsx")).status_code == 200


def test_an_altered_copy_is_not_printed(cast, client):
    make_october(cast)
    client.force_login(cast.curator)
    client.post(address(cast, "form1"), {"do": "issue"})
    copy = Issued.objects.get()
    Issued.objects.update(payload=copy.payload | {"group": "ОН-99"})
    page = client.get(reverse("journal:statement-issued", args=[copy.pk]))
    file = client.get(reverse("journal:statement-issued-file", args=[copy.pk, "pdf"]))
    assert (page.status_code, file.status_code, file.headers["Content-Type"]) == (409, 409, "text/html; charset=utf-8")
    assert page.content.decode().count("ОН-99") == 0


@pytest.mark.parametrize("bad", ["?month=2026-13", "?month=2099-01", "?month=x"])
def test_a_month_that_is_none_or_ahead(cast, client, bad):
    client.force_login(cast.curator)
    answer = client.get(reverse("journal:statement", args=[cast.group.pk, "form1"]) + bad)
    assert answer.status_code == (404 if "2099" in bad else 200)


def test_unknown_kinds_and_forms_are_not_found(cast, client):
    client.force_login(cast.curator)
    names = [("statement", ["form9"]), ("statement-file", ["form9", "pdf"]), ("statement-file", ["form1", "exe"])]
    assert [
        client.get(reverse(f"journal:{name}", args=[cast.group.pk, *rest])).status_code for name, rest in names
    ] == [404, 404, 404]


@pytest.mark.parametrize("kind", ["form1", "form2"])
def test_the_page_takes_the_same_queries_with_more_learners(cast, client, kind):
    october = make_october(cast)
    client.force_login(cast.curator)
    counts = []
    for number in range(2):
        client.get(address(cast, kind))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address(cast, kind))
        counts.append((len(queries), page.context["rows"]))
        put_absence(october.second, make_learner(cast.group, f"Новиков{number} Никита Никитич"))
        make_learner(cast.group, f"Носов{number} Назар Назарович")
    assert counts == [(counts[0][0], 4), (counts[0][0], 6)]


def test_the_list_takes_the_same_queries_with_one_and_with_three_copies(cast, client):
    make_october(cast)
    client.force_login(cast.curator)
    counts = []
    for copies in (1, 2):
        for _copy in range(copies):
            client.post(address(cast, "form1"), {"do": "issue"})
        client.get(reverse("journal:statements") + MONTH)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("journal:statements") + MONTH)
        counts.append((len(queries), len(page.context["archive"])))
    assert counts == [(counts[0][0], 1), (counts[0][0], 3)]
