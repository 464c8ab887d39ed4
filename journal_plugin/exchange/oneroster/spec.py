"""The CSV binding of OneRoster 1.2 as one table: file -> fields in order, required or not, format (pure).

The export writes by it, the check reads by it. A field that ends with ``!`` is required; ``->`` names the files that it
points into. Every file begins with sourcedId!, status and dateLastModified, the last two of which only a delta needs.
``more`` are our own columns: the binding lets a file go on with headings that begin with «metadata.».
"""

from dataclasses import dataclass
from enum import Enum

VERSION, MANIFEST_VERSION = "1.2", "1.0"
MANIFEST = "manifest"
MANIFEST_HEADINGS = ("propertyName", "value")
SYSTEM = "journal"
"""The source by which a manifest of ours is known when it comes back."""
OWN = "metadata.journal."
"""How our own columns begin."""


class Format(Enum):
    """How a field is written."""

    GUID = "guid"
    GUIDS = "guids"
    TEXT = "text"
    TEXTS = "texts"
    DATE = "date"
    DATETIME = "datetime"
    YEAR = "year"
    BOOLEAN = "boolean"
    NUMBER = "number"
    WORD = "word"
    """One of a closed vocabulary."""
    WORDS = "word+"
    """One of a vocabulary, or a word of one's own that begins with «ext:»."""


@dataclass(frozen=True)
class Field:
    """A column of a file: its heading, whether a row must have it, its format, what it may say, where it points."""

    name: str
    format: Format
    required: bool = False
    words: tuple[str, ...] = ()
    to: str = ""


_TABLE = """
academicSessions
  title! text
  type! word+ gradingPeriod semester schoolYear term
  startDate! date
  endDate! date
  parentSourcedId guid -> academicSessions
  schoolYear! year
  more kind number course
orgs
  name! text
  type! word+ department school district local state national
  identifier text
  parentSourcedId guid -> orgs
courses
  schoolYearSourcedId guid -> academicSessions
  title! text
  courseCode text
  grades texts
  orgSourcedId! guid -> orgs
  subjects texts
  subjectCodes texts
  more kind level module code
classes
  title! text
  grades texts
  courseSourcedId! guid -> courses
  classCode text
  classType! word+ homeroom scheduled
  location text
  schoolSourcedId! guid -> orgs
  termSourcedIds! guids -> academicSessions
  subjects texts
  subjectCodes texts
  periods texts
  more kind group places department mode code
users
  enabledUser! boolean
  username! text
  userIds texts
  givenName! text
  familyName! text
  middleName text
  identifier text
  email text
  sms text
  phone text
  agentSourcedIds guids -> users
  grades texts
  password text
  userMasterIdentifier text
  preferredGivenName text
  preferredMiddleName text
  preferredFamilyName text
  primaryOrgSourcedId guid -> orgs
  pronouns text
  more relations studyForm mode speciality
roles
  userSourcedId! guid -> users
  roleType! word primary secondary
  role! word+ aide counselor districtAdministrator guardian parent principal proctor relative siteAdministrator \
student systemAdministrator teacher
  beginDate date
  endDate date
  orgSourcedId! guid -> orgs
  userProfileSourcedId guid
  more position code
enrollments
  classSourcedId! guid -> classes
  schoolSourcedId! guid -> orgs
  userSourcedId! guid -> users
  role! word+ administrator proctor student teacher
  primary boolean
  beginDate date
  endDate date
  more activity hours lessonsPerCycle orderNo
demographics
  birthDate date
  sex word+ male female unspecified other
  americanIndianOrAlaskaNative boolean
  asian boolean
  blackOrAfricanAmerican boolean
  nativeHawaiianOrOtherPacificIslander boolean
  white boolean
  demographicRaceTwoOrMoreRaces boolean
  hispanicOrLatinoEthnicity boolean
  countryOfBirthCode text
  stateOfBirthAbbreviation text
  cityOfBirth text
  publicSchoolResidenceStatus text
categories
  title! text
  weight number
lineItems
  title! text
  description text
  assignDate! date
  dueDate! date
  classSourcedId! guid -> classes
  categorySourcedId! guid -> categories
  academicSessionSourcedId! guid -> academicSessions
  resultValueMin number
  resultValueMax number
  schoolSourcedId! guid -> orgs
results
  lineItemSourcedId! guid -> lineItems
  studentSourcedId! guid -> users
  scoreStatus! word+ exempt|fully_graded|not_submitted|partially_graded|submitted
  score number
  scoreDate! date
  comment text
  textScore text
  classSourcedId guid -> classes
  inProgress boolean
  incomplete boolean
  late boolean
  missing boolean
"""
_COMMON = (
    Field("sourcedId", Format.GUID, required=True),
    Field("status", Format.WORD, words=("active", "tobedeleted")),
    Field("dateLastModified", Format.DATETIME),
)


def _field(line: str) -> tuple[Field, ...]:
    name, form, *rest = line.split()
    if name == "more":
        return tuple(Field(OWN + own, Format.TEXT) for own in (form, *rest))
    if rest[:1] == ["->"]:
        return (Field(name.rstrip("!"), Format(form), name.endswith("!"), to=rest[1]),)
    words = tuple(word.replace("_", " ") for part in rest for word in part.split("|"))
    return (Field(name.rstrip("!"), Format(form), name.endswith("!"), words),)


def _read_table() -> dict[str, tuple[Field, ...]]:
    files: dict[str, list[Field]] = {}
    for line in _TABLE.strip().splitlines():
        if not line.startswith(" "):
            fields = files[line] = list(_COMMON)
        else:
            fields += _field(line)
    return {name: tuple(fields) for name, fields in files.items()}


FILES = _read_table()
"""File (without «.csv») -> its fields, in an order in which a file points only into those before it or into itself."""

NOT_READ = (
    *("classResources", "courseResources", "lineItemLearningObjectiveIds", "lineItemScoreScales", "resources"),
    *("resultLearningObjectiveIds", "resultScoreScales", "scoreScales", "userProfiles", "userResources"),
)
"""Files that the binding knows and we neither write nor read."""

LISTED = tuple(sorted((*FILES, *NOT_READ), key=str.casefold))
"""Every file that a manifest tells of."""

PRESENCE = ("absent", "bulk", "delta")
"""What a manifest says of a file."""


def headings(file: str, *, own: bool = True) -> tuple[str, ...]:
    """The headings of ``file`` in order, with or without our own columns."""
    return tuple(field.name for field in FILES[file] if own or not field.name.startswith(OWN))
