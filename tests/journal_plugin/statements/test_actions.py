"""Issued copies: numbers, stored object, hash, corrections, all or nothing (E11)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from journal_plugin.institution.models import InstitutionSettings
from journal_plugin.people.models import Group
from journal_plugin.statements import payload, printing
from journal_plugin.statements.actions import Changed, issue
from journal_plugin.statements.corrections import cells
from journal_plugin.statements.models import Issued
from journal_plugin.statements.queries import draw
from journal_plugin.statements.queries.issued import altered_copies
from tests.factories.institution import make_institution
from tests.factories.people import make_group
from tests.factories.statements import FORMED, OCTOBER, make_october, put_absence


def issue_for(cast, kind: str = "form2", **fields) -> Issued:
    group = Group.objects.select_related("institution__settings").get(pk=cast.group.pk)
    person = cast.curator.journal_person
    arguments = {"group": group, "author": person, "since": OCTOBER[0], "until": OCTOBER[1]} | fields
    return issue(kind=kind, **arguments)


def computed(cast):
    group = Group.objects.select_related("institution__settings").get(pk=cast.group.pk)
    return draw("form2", group, since=OCTOBER[0], until=OCTOBER[1], formed=FORMED).paper


@pytest.mark.row("H14")
def test_issue_keeps_the_printed_object_its_hash_and_its_author(cast):
    make_october(cast)
    copy = issue_for(cast)
    copy = Issued.objects.get(pk=copy.pk)
    assert (copy.number, copy.kind, copy.group, copy.since, copy.until) == (1, "form2", cast.group, *OCTOBER)
    assert (copy.author, copy.corrections) == (cast.curator.journal_person, [])
    assert printing.paper_of(copy) == computed(cast)
    assert (copy.sha256, copy.payload) == (payload.seal(copy), payload.dump(computed(cast)))


def test_numbers_run_by_institution_and_kind(cast):
    other = make_institution("school", default=False)
    group = make_group(other, "5А")
    numbers = [
        issue_for(cast).number,
        issue_for(cast, "form1").number,
        issue_for(cast).number,
        issue_for(cast, group=Group.objects.select_related("institution__settings").get(pk=group.pk)).number,
    ]
    assert numbers == [1, 1, 2, 1]


@pytest.mark.row("D16", "H14")
def test_issue_stores_corrected_values_with_who_when_and_why(cast):
    make_october(cast)
    paper = computed(cast)
    entered = cells(paper) | {("excused", 1): 2, ("unexcused", 1): 0}
    copy = issue_for(cast, entered=entered, why="  справка\n№ 7 ", seen=payload.digest(payload.dump(paper)))
    assert [(each["cell"], each["old"], each["new"]) for each in copy.corrections] == [
        ("Борисов Борис: Пропущено по уважит. причинам", "0", "2"),
        ("Борисов Борис: Пропущено без уважит причин", "2", "0"),
        ("Пропущено без уважительных причин, час.", "7", "5"),
        ("Пропущено без уважительных причин, %", "31,8", "22,7"),
    ]
    assert {(each["by"], each["why"], each["at"]) for each in copy.corrections} == {
        ("Куратова\u00a0К.\u00a0К.", "справка № 7", "2026-11-20T05:30:00+00:00")
    }
    printed = printing.paper_of(Issued.objects.get(pk=copy.pk))
    assert [(row.excused, row.unexcused) for row in printed.rows] == [(2, 2), (2, 0), (0, 3), (0, 0)]


def test_corrections_without_a_reason_issue_nothing(cast):
    make_october(cast)
    with pytest.raises(ValidationError):
        issue_for(cast, entered=cells(computed(cast)) | {("man_hours", None): 1}, why="  ")
    assert Issued.objects.count() == 0


def test_a_journal_that_changed_meanwhile_issues_nothing(cast):
    october = make_october(cast)
    seen = payload.digest(payload.dump(computed(cast)))
    put_absence(october.second, october.moved)
    with pytest.raises(Changed):
        issue_for(cast, seen=seen)
    assert Issued.objects.count() == 0


def test_an_issued_copy_does_not_follow_the_journal(cast):
    october = make_october(cast)
    copy = issue_for(cast)
    before = printing.as_pdf("form2", printing.paper_of(copy), printing.stamp_of(copy))
    put_absence(october.second, october.moved)
    copy = Issued.objects.select_related("institution", "author").get(pk=copy.pk)
    assert printing.as_pdf("form2", printing.paper_of(copy), printing.stamp_of(copy)) == before
    assert computed(cast).missed_hours == 11


@pytest.mark.parametrize(
    "altered", ["payload", "basis", "no basis", "number", "author", "at", "corrections", "group", "since", "until"]
)
def test_an_altered_copy_is_found_out(cast, altered, capsys):
    """Whatever of it was changed behind the program, the paper or what its stamp says."""
    make_october(cast)
    InstitutionSettings.objects.update(register_order="12-у", register_order_date=date(2026, 8, 28))
    copy, whole = issue_for(cast), issue_for(cast, "form1")
    values: dict[str, object] = {
        "payload": {"payload": copy.payload | {"man_hours": 1}},
        "basis": {"basis": copy.basis.replace("12-у", "13-у")},
        "no basis": {"basis": ""},
        "number": {"number": 7},
        "author": {"author": cast.teacher.journal_person},
        "at": {"at": copy.at + timedelta(days=1)},
        "group": {"group": cast.foreign_group},
        "since": {"since": copy.since - timedelta(days=1)},
        "until": {"until": copy.until - timedelta(days=1)},
        "corrections": {"corrections": [{"cell": "Пропущено", "old": "0", "new": "2"}]},
    }
    assert (copy.basis.count("12-у"), list(altered_copies())) == (1, [])
    Issued.objects.filter(pk=copy.pk).update(**values[altered])
    with pytest.raises(printing.Damaged):
        printing.paper_of(Issued.objects.get(pk=copy.pk))
    assert printing.paper_of(Issued.objects.get(pk=whole.pk)).group == cast.group.name
    with pytest.raises(CommandError):
        call_command("journal_verify")
    found = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Выданная")]
    assert found == [f"Выданная ведомость {copy.pk} не совпадает со своим SHA-256."]
