"""Packages through the Wagtail admin and by the command: take out, check, look, confirm."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from journal_plugin.access.models import AuditEntry
from journal_plugin.calendar.models import Term
from journal_plugin.exchange.models import Upload
from journal_plugin.people.models import Learner
from tests.factories.exchange import tables
from tests.factories.institution import first_term, make_institution, make_year
from tests.factories.oneroster import changed, exported, foreign, packed, rows_of, unpacked


def send(client, cast, data: bytes):
    """The answer to a package sent in by the form."""
    url = reverse("journal_lists:package", args=[cast.institution.pk])
    return client.post(url, {"file": SimpleUploadedFile("package.zip", data)})


def take(client, cast, **fields):
    """The answer to a package asked for."""
    return client.post(reverse("journal_lists:package_export", args=[cast.institution.pk]), fields)


@pytest.mark.row("N03")
@pytest.mark.parametrize(("marks", "present"), [({}, False), ({"marks": "on"}, True)])
def test_administrator_takes_a_package_out_and_the_history_says_so(cast, client, marks, present):
    client.force_login(cast.admin)
    answer = take(client, cast, period=f"year-{cast.year.pk}", **marks)
    assert answer["Content-Disposition"].startswith('attachment; filename="oneroster-')
    files = unpacked(b"".join(answer.streaming_content))
    assert ("results" in files) is present
    assert len(rows_of(files, "users")) == 19
    entry = AuditEntry.objects.get(action="journal.package")
    assert (entry.user, entry.data["year"], entry.data["rows"]["users"]) == (cast.admin, cast.year.name, 19)


def test_package_of_a_period_is_named_in_the_history(cast, client):
    client.force_login(cast.admin)
    answer = take(client, cast, period=f"term-{cast.term.pk}")
    assert len(b"".join(answer.streaming_content)) > 1000
    assert AuditEntry.objects.get(action="journal.package").data["period"] == cast.term.name


def test_year_that_sums_up_its_periods_is_taken_out_as_a_year_alone(cast, client):
    client.force_login(cast.admin)
    whole = {"kind": "year", "since": cast.year.since, "until": cast.year.until}
    term = Term.objects.create(year=cast.year, name="Год", number=3, **whole)
    assert take(client, cast, period=f"term-{term.pk}").status_code == 302
    assert AuditEntry.objects.filter(action="journal.package").count() == 0


def test_period_of_another_institution_is_not_taken_out(cast, client):
    client.force_login(cast.admin)
    other = first_term(make_year(make_institution("other.example", default=False, short_name="Другой")))
    answer = take(client, cast, period=f"term-{other.pk}")
    assert answer.url == reverse("journal_lists:package", args=[cast.institution.pk])
    assert AuditEntry.objects.filter(action="journal.package").count() == 0


@pytest.mark.parametrize("who", ["secretary", "deputy", "director", "system", "teacher"])
def test_whoever_keeps_less_than_everything_finds_no_packages(cast, client, who):
    client.force_login(getattr(cast, who))
    assert take(client, cast, period=f"year-{cast.year.pk}").status_code in (302, 404)
    assert AuditEntry.objects.filter(action="journal.package").count() == 0
    if who == "secretary":
        assert "oneroster" not in client.get(reverse("journal_lists:index")).content.decode()


@pytest.mark.row("N01")
def test_package_is_sent_in_looked_at_and_confirmed(cast, client):
    client.force_login(cast.admin)
    index = client.get(reverse("journal_lists:index")).content.decode()
    assert reverse("journal_lists:package", args=[cast.institution.pk]) in index
    url = send(client, cast, packed(foreign())).url
    assert Learner.objects.filter(external_id="900").count() == 0
    waiting = client.get(reverse("journal_lists:index")).context["waiting"]
    assert [row.url for row in waiting] == [url]
    preview = client.get(url).context["preview"]
    assert (preview.may_confirm, preview.is_half_empty, preview.count_findings) == (True, True, 0)
    told = {step.label: step.preview.count_created for step in preview.steps}
    assert told["Обучающиеся с представителями"] == 1
    client.post(url, {"seen": preview.digest})
    assert Learner.objects.filter(external_id="900").count() == 0
    done = client.post(url, {"seen": preview.digest, "whole": "1"}, follow=True)
    assert str(list(done.context["messages"])[-1]).strip() == "Пакет записан. Новых: 5, изменено: 0."
    assert Learner.objects.get(external_id="900").institution == cast.institution
    upload = Upload.objects.get()
    assert (bytes(upload.content), upload.applied_at is not None) == (b"", True)
    assert "Этот пакет записан" in client.get(url).content.decode()


def test_wrong_package_shows_its_places_and_cannot_be_confirmed(cast, client):
    client.force_login(cast.admin)
    url = send(client, cast, packed(changed(foreign(), "users", 2, "givenName", ""))).url
    page = client.get(url)
    assert [(row.file, row.line, row.field) for row in page.context["preview"].findings] == [("users", 2, "givenName")]
    assert "OneRoster требует значение, а поле пустое." in page.content.decode()
    before = tables()
    client.post(url, {"seen": page.context["preview"].digest, "whole": "1"})
    assert tables() == before


def test_file_that_is_no_package_comes_back_with_the_reason(cast, client):
    client.force_login(cast.admin)
    answer = send(client, cast, b"x")
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == ["Это не архив zip. Пакет OneRoster — zip с файлами CSV."]
    assert Upload.objects.count() == 0


def test_package_has_no_preview_among_lists_and_a_list_none_among_packages(cast, client):
    client.force_login(cast.admin)
    send(client, cast, packed(foreign()))
    upload = Upload.objects.get()
    assert client.get(reverse("journal_lists:preview", args=[upload.pk])).status_code == 404
    Upload.objects.update(what="rooms")
    assert client.get(reverse("journal_lists:package_preview", args=[upload.pk])).status_code == 404
    assert client.get(reverse("journal_lists:list", args=[cast.institution.pk, "oneroster"])).status_code == 200
    assert client.get(reverse("journal_lists:sample", args=[cast.institution.pk, "oneroster"])).status_code == 404


def command(*words: str) -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command("journal_oneroster", *words, stdout=out)
    return out.getvalue()


@pytest.mark.row("N03")
def test_command_takes_out_checks_and_shows_no_difference(cast, tmp_path):
    file = str(tmp_path / "out.zip")
    assert "users.csv: 19" in command("export", file, "--institution=localhost", "--lists-only")
    assert command("check", file).splitlines()[-1] == "Пакет соответствует спецификации."
    lines = command("import", file, "--institution=localhost").splitlines()
    assert "Обучающиеся с представителями, users.csv. Новых: 0, изменено: 0, без изменений: 4" in " ".join(lines)
    assert lines[-1] == "Ничего не записано: повторите с --yes."


@pytest.mark.row("N01")
def test_command_writes_with_yes_and_guards_against_half_a_package(cast, tmp_path):
    file = tmp_path / "in.zip"
    file.write_bytes(packed(foreign()))
    with pytest.raises(CommandError, match="подтвердите, что он полный"):
        command("import", str(file), "--institution=localhost", "--yes")
    assert "Записано." in command("import", str(file), "--institution=localhost", "--yes", "--drop=100")
    assert Learner.objects.filter(external_id="900").exists()


def test_command_tells_wrong_places_and_what_it_cannot_find(cast, tmp_path):
    file = tmp_path / "wrong.zip"
    file.write_bytes(packed(changed(unpacked(exported(cast)), "users", 2, "username", "")))
    with pytest.raises(CommandError, match="Ошибок: 1"):
        command("check", str(file))
    with pytest.raises(CommandError, match="Такого учреждения или учебного периода нет"):
        command("export", str(file), "--institution=nowhere")
    with pytest.raises(CommandError, match="none"):
        command("check", str(tmp_path / "none.zip"))
