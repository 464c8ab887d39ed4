"""Entries of the journal count as those of a paper journal (D02): what is shown and printed is the register, and only it."""

import re
from io import BytesIO

import openpyxl
import pypdf
import pytest
from django.urls import reverse

from journal_plugin.access.models import AuditEntry
from journal_plugin.diary.actions import place_diary
from journal_plugin.gradebook.queries.verify import verify
from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.lessons.models import Lesson
from journal_plugin.marks.models import Mark
from journal_plugin.statements.models import Issued
from tests.factories.gradebook import absence, mark, save_as, text

FORCE = (
    "Электронный журнал — основной документ учёта учебной работы группы, записи в нём признаются как записи в бумажном "
    "журнале: приказ № 01-21-99/1 от 31.08.2026."
)


def words(html: str) -> str:
    """The text of a page without its tags, with plain spaces."""
    return " ".join(re.sub("<[^>]+>", " ", html).replace("\xa0", " ").split())


@pytest.fixture
def ordered(client, cast):
    """The order is written down by the administrator, as he changes any setting."""
    settings = cast.institution.settings
    address = reverse("journal:settings")
    client.force_login(cast.admin)
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, False)}
    order = {"register_order": "01-21-99/1", "register_order_date": "2026-08-31"}
    assert client.post(address, values | order).status_code == 302
    settings.refresh_from_db()
    return cast


@pytest.fixture
def entered(ordered):
    """What the teacher entered at the lesson of 30 October: a mark, an absence, a topic, a homework."""
    lesson, (anna, boris, _vera) = ordered.lessons[1], ordered.learners
    answers = save_as(
        ordered.teacher,
        ordered.journal,
        mark(lesson.works.get(), anna, "4"),
        absence(lesson, boris, "н"),
        text("topic", lesson, "Сплавы железа"),
        text("homework", lesson, "§ 14"),
    )
    assert [answer.status for answer in answers] == ["accepted"] * 4
    return ordered


def shown(client, cast) -> list[str]:
    """The entry on every page and paper that has it: topics, grid, diary, Form 1, Form 2."""
    place = place_diary(site=cast.institution.site)
    client.force_login(cast.teacher)
    topics = words(client.get(reverse("journal:grid-topics", args=[cast.journal.pk])).content.decode())
    grid = client.get(reverse("journal:grid", args=[cast.journal.pk])).content.decode()
    client.force_login(cast.parent)
    diary = words(client.get(f"{place.url}{cast.learners[0].pk}/2026-10-30/").content.decode())
    client.force_login(cast.deputy)
    papers = [
        client.get(reverse("journal:statement", args=[cast.group.pk, kind]), {"month": "2026-10"}).context["paper"]
        for kind in ("form1", "form2")
    ]
    return [
        str(re.findall(r"Сплавы железа.*?\d+:\d\d", topics)),
        str(re.findall(r'<span class="v v(\d)">', grid)),
        str(re.findall("Сплавы железа|§ 14", diary)),
        str([list(row) for row in papers[0]["rows"]]),
        str([row[2] for row in papers[1]["rows"]]),
    ]


@pytest.mark.row("D02")
def test_pages_and_papers_show_what_stands_in_the_register_and_who_entered_it(client, entered):
    journal = entered.journal
    assert shown(client, entered) == [
        "['Сплавы железа Ответ на занятии § 14 позже на 21 день Петров П. П., 20 нояб., 10:30']",
        "['4']",
        "['Сплавы железа', '§ 14']",
        "[['Андреева Анна', ['4,00']], ['Борисов Борис', ['–']], ['Ветрова Вера', ['–']]]",
        "['', 1, '']",
    ]
    assert [defect.text for defect in verify(journal.pk)] == []
    lesson, anna = entered.lessons[1], entered.learners[0]
    Mark.objects.filter(learner=anna).update(code="5")
    Lesson.objects.filter(pk=lesson.pk).update(topic="Другая тема")
    assert len([defect.text for defect in verify(journal.pk)]) == 2


@pytest.mark.row("D02")
def test_order_stands_under_the_pages_of_the_journal_and_on_its_papers(client, entered):
    client.force_login(entered.deputy)
    names = ("grid", "grid-topics", "grid-finals", "grid-required")
    pages = [client.get(reverse(f"journal:{name}", args=[entered.journal.pk])).content.decode() for name in names]
    assert [words(page).count(FORCE) for page in pages] == [1] * 4
    client.force_login(entered.curator)
    address = reverse("journal:statement", args=[entered.group.pk, "form1"])
    client.post(f"{address}?month=2026-10", {"do": "issue"})
    copy = Issued.objects.get()
    InstitutionSettings.objects.update(register_order="9", register_order_date="2026-11-01")
    files = [
        client.get(reverse("journal:statement-issued-file", args=[copy.pk, form])).content for form in ("pdf", "xlsx")
    ]
    pdf = " ".join(pypdf.PdfReader(BytesIO(files[0])).pages[0].extract_text().replace("\xa0", " ").split())
    sheet = openpyxl.load_workbook(BytesIO(files[1])).active
    cells = [str(cell.value).replace("\xa0", " ") for (cell,) in sheet.iter_rows(max_col=1)]
    assert (pdf.count(FORCE), [cell.count(FORCE) for cell in cells if FORCE in cell]) == (1, [1])
    draft = openpyxl.load_workbook(
        BytesIO(client.get(reverse("journal:statement-file", args=[entered.group.pk, "form1", "xlsx"])).content)
    ).active
    assert [row for (row,) in draft.iter_rows(max_col=1, values_only=True) if "№\xa09" in str(row)] != []


@pytest.mark.row("D02")
def test_order_is_kept_with_its_history_and_whole(client, ordered):
    entry = AuditEntry.objects.get(action="journal.settings")
    assert (entry.user, entry.data["changes"]["register_order"]) == (ordered.admin, ["", "01-21-99/1"])
    address = reverse("journal:settings")
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    answer = client.post(address, values | {"register_order_date": ""})
    assert (answer.status_code, answer.context["form"].errors.as_text()) == (
        422,
        "* __all__\n  * Укажите и номер, и дату приказа.",
    )
    assert InstitutionSettings.objects.get(institution=ordered.institution).register_order == "01-21-99/1"


def test_nothing_is_said_where_no_order_is_named(client, cast):
    client.force_login(cast.deputy)
    html = client.get(reverse("journal:grid-topics", args=[cast.journal.pk])).content.decode()
    assert html.count("gb-force") == 0
