"""OneRoster packages for tests: read to rows, changed, packed again, written by hand."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

from journal_plugin.exchange.oneroster.scope import Scope
from journal_plugin.exchange.oneroster.writing import write_package
from journal_plugin.lessons.models import LessonTeacher, Work
from journal_plugin.marks.models import Mark
from journal_plugin.people.models import Learner
from tests.conftest import NOW

Files = dict[str, list[list[str]]]
"""File (without «.csv») -> its rows with the headings."""


def exported(cast, *, marks: bool = True, term=None) -> bytes:
    """The package of the cast's college and year."""
    return exported_of(cast.institution, cast.year, marks=marks, term=term)


def put_mark(work: Work, learner: Learner, code: str) -> Mark:
    """A mark that stands."""
    by = work.lesson.lesson_teachers.first() or LessonTeacher.objects.first()
    return Mark.objects.create(work=work, learner=learner, code=code, at=NOW, by=by.staff.person)


def exported_of(institution, year, *, marks: bool = True, term=None) -> bytes:
    """The package of a year of an institution."""
    out = io.BytesIO()
    write_package(Scope(institution, year, term), out, marks=marks)
    return out.getvalue()


def unpacked(data: bytes) -> Files:
    """Every file of a package as rows, read as RFC 4180 in UTF-8 without a mark."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        texts = {name.removesuffix(".csv"): pack.read(name).decode("utf-8") for name in pack.namelist()}
    return {name: list(csv.reader(io.StringIO(text, newline=""), strict=True)) for name, text in texts.items()}


def packed(files: Mapping[str, Sequence[Sequence[str]] | bytes]) -> bytes:
    """A package of these rows; bytes go in as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, rows in files.items():
            pack.writestr(name if "." in name else f"{name}.csv", rows if isinstance(rows, bytes) else _text(rows))
    return out.getvalue()


def _text(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def rows_of(files: Files, name: str) -> list[dict[str, str]]:
    """The rows of a file by heading."""
    heads, *rows = files[name]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def changed(files: Files, name: str, line: int, field: str, value: str) -> Files:
    """The files with another value in one cell; ``line`` counts from 1, the headings."""
    copy = {file: [list(row) for row in rows] for file, rows in files.items()}
    copy[name][line - 1][copy[name][0].index(field)] = value
    return copy


MANIFEST = [["propertyName", "value"], ["manifest.version", "1.0"], ["oneroster.version", "1.2"]]
EVERY_FILE = (
    *("academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics"),
    *("enrollments", "lineItemLearningObjectiveIds", "lineItems", "lineItemScoreScales", "orgs", "resources"),
    *("resultLearningObjectiveIds", "results", "resultScoreScales", "roles", "scoreScales", "userProfiles"),
    *("userResources", "users"),
)


def foreign() -> Files:
    """A small package of another system: no columns of ours, a homeroom, a class, a pupil with a parent and an aunt."""
    files = {
        "orgs": ["sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId", "s1,,,Школа,school,,"],
        "academicSessions": [
            "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
            "y1,,,2026/2027,schoolYear,2026-09-01,2027-07-01,,2027",
            "t1,,,1 семестр,semester,2026-09-01,2026-12-29,y1,2027",
        ],
        "courses": [
            "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
            "c0,,,,Homeroom,,,s1,,",
            "c1,,,,Химия,ХИМ,,s1,,",
        ],
        "classes": [
            (
                "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
                "termSourcedIds,subjects,subjectCodes,periods"
            ),
            "g1,,,ХМ-11,1,c0,,homeroom,,s1,y1,,,",
            "l1,,,Химия ХМ-11,1,c1,,scheduled,,s1,t1,,,",
        ],
        "users": [
            (
                "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,"
                "email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,"
                "preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns"
            ),
            'u1,,,true,oleg,,Олег,Химичев,Ильич,900,,,,"u2,u3",,,,,,,,',
            "u2,,,true,inna,,Инна,Химичева,,,,+7 900 000-01-02,,,,,,,,,,",
            "u3,,,true,rita,,Рита,Тётина,,,,,,,,,,,,,,",
            "u4,,,true,kir,,Кир,Учителев,,77,,,,,,,,,,,,",
        ],
        "roles": [
            (
                "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
                "userProfileSourcedId"
            ),
            "r1,,,u1,primary,student,2026-09-01,,s1,",
            "r2,,,u2,primary,parent,,,s1,",
            "r3,,,u3,primary,relative,,,s1,",
            "r4,,,u4,primary,teacher,,,s1,",
        ],
        "enrollments": [
            "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
            "e1,,,g1,s1,u1,student,,2026-09-01,",
            "e2,,,l1,s1,u1,student,,2026-09-01,",
            "e3,,,l1,s1,u4,teacher,true,2026-09-01,",
        ],
    }
    rows = {name: list(csv.reader(lines)) for name, lines in files.items()}
    told = [[f"file.{name}", "bulk" if name in rows else "absent"] for name in EVERY_FILE]
    return {"manifest": [*MANIFEST, *told, ["source.systemName", "Elsewhere"]], **rows}
