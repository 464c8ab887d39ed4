"""Invented people of the demo (pure): the same seed gives the same names."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from portal.demo.data import lines

_SURNAMES = lines("surnames")
_MEN = lines("men")
_WOMEN = lines("women")
_FATHERS = dict(line.split() for line in lines("fathers"))


@dataclass(frozen=True)
class Human:
    """A name of the demo and a day of birth."""

    last: str
    first: str
    patronymic: str
    born: date

    @property
    def full(self) -> str:
        """«Фамилия Имя Отчество»."""
        return f"{self.last} {self.first} {self.patronymic}"


def feminine(surname: str) -> str:
    """The feminine form of a surname on -ов, -ев, -ёв, -ин, -ын; others stay."""
    return f"{surname}а" if surname.endswith(("ов", "ев", "ёв", "ин", "ын")) else surname


def _patronymic(father: str, female: bool) -> str:
    masculine = _FATHERS[father]
    return f"{masculine[:-2]}на" if female else masculine


def invent(random: Random, *, born_in: int, female: bool | None = None, surname: str = "", father: str = "") -> Human:
    """A human born in that year; the surname (masculine) and the father's name may be given."""
    woman = random.random() < 0.5 if female is None else female
    base = surname or random.choice(_SURNAMES)
    return Human(
        last=feminine(base) if woman else base,
        first=random.choice(_WOMEN if woman else _MEN),
        patronymic=_patronymic(father or random.choice(list(_FATHERS)), woman),
        born=date(born_in, 1, 1) + timedelta(days=random.randrange(365)),
    )


def family(random: Random, *, born_in: int, female: bool | None = None) -> tuple[Human, list[Human]]:
    """A learner and one or two parents: the father's name is in the patronymic, the surname is one."""
    surname, father = random.choice(_SURNAMES), random.choice(list(_FATHERS))
    child = invent(random, born_in=born_in, female=female, surname=surname, father=father)
    mother = invent(random, born_in=born_in - random.randint(21, 34), female=True, surname=surname)
    parents = [mother]
    if random.random() < 0.4:
        man = invent(random, born_in=born_in - random.randint(22, 38), female=False, surname=surname)
        parents.append(Human(man.last, father, man.patronymic, man.born))
    return child, parents


def phone(random: Random) -> str:
    """A number that no operator gives out (000)."""
    return f"+7 (000) {random.randrange(1000):03d}-{random.randrange(100):02d}-{random.randrange(100):02d}"
