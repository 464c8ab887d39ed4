"""Topics and homework of the demo's programmes (pure): banks of a subject, and a frame for every other."""

from dataclasses import dataclass
from random import Random

from portal.demo.data import lines


def _banks() -> dict[str, tuple[str, ...]]:
    banks: dict[str, list[str]] = {}
    for line in lines("topics"):
        if line.startswith("#"):
            banks[line.removeprefix("#").strip()] = []
        else:
            banks[next(reversed(banks))].append(line)
    return {part: tuple(topics) for part, topics in banks.items()}


BANKS = _banks()
"""Part of a subject's name -> topics; the empty part is the frame that fits every practical course."""

_TURNS = ("", ": закрепление", ": практикум", ": обобщение", ": разбор случаев")
_HOMEWORK = (
    "§ {n}, вопросы 1–{a}", "Учебник, с. {p}–{q}; конспект", "Конспект: {p}–{q}, выписать определения",
    "Задачи № {p}, {q}", "Рабочая тетрадь, задания {n}–{q2}", "Подготовить сообщение на 3 минуты",
    "Повторить § {n}, готовиться к проверочной", "Заполнить таблицу по теме, с. {p}", "",
)  # fmt: skip


@dataclass(frozen=True)
class DemoLesson:
    """A planned lesson of a demo programme."""

    section: str
    topic: str
    activity: str
    work_kind: str
    homework: str


def bank_of(element: str) -> tuple[str, ...]:
    """The topics of a subject, or the frame that fits every practical course."""
    folded = element.casefold()
    return next((topics for part, topics in BANKS.items() if part and part in folded), BANKS[""])


def programme_of(element: str, *, theory: int, practice: int, random: Random) -> list[DemoLesson]:
    """The lessons of a programme: ``theory`` and ``practice`` lessons by turns, in sections of eight."""
    bank = bank_of(element)
    lessons = []
    total = theory + practice
    for number in range(total):
        is_practice = number * practice // total != (number + 1) * practice // total
        topic = bank[(number // 2 if practice else number) % len(bank)]
        turn = _TURNS[(number // (2 if practice else 1)) // len(bank) % len(_TURNS)]
        kind, words = _kind(number, is_practice, f"{topic}{turn}")
        lessons.append(
            DemoLesson(
                section=f"Раздел {number // 8 + 1}. {bank[number // 8 * 4 % len(bank)].split(':')[0]}",
                topic=words,
                activity="practice" if is_practice else "theory",
                work_kind=kind,
                homework=_homework(number, random),
            )
        )
    return lessons


def _kind(number: int, practice: bool, topic: str) -> tuple[str, str]:
    if number % 12 == 11:
        return "КР", f"Контрольная работа № {number // 12 + 1}. {topic}"
    if practice:
        return "ПР", f"Практическая работа № {number // 2 + 1}. {topic}"
    return ("СР" if number % 6 == 5 else "УО"), topic


def _homework(number: int, random: Random) -> str:
    start = 10 + number * 4
    pattern = random.choice(_HOMEWORK)
    return pattern.format(n=number + 1, a=random.randint(3, 7), p=start, q=start + random.randint(2, 6), q2=number + 4)
