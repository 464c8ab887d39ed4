"""The kinds of work with which an institution starts (pure data): order, sign, name, weight."""

from dataclasses import dataclass

from journal_plugin.lessons.enums import Tint


@dataclass(frozen=True)
class KindOfWork:
    """A kind of work before it becomes the institution's own row (D07, D11)."""

    code: str
    name: str
    weight: int = 1
    written: bool = False
    monitoring: bool = False
    monthly: bool = False
    required: bool = False
    tint: str = Tint.NONE


STARTING_KINDS = (
    KindOfWork("ОТ", "Ответ на занятии"),
    KindOfWork("УО", "Устный ответ"),
    KindOfWork("ДЗ", "Домашняя работа"),
    KindOfWork("ПР", "Практическая работа", 2, required=True, tint=Tint.GREEN),
    KindOfWork("ЛР", "Лабораторная работа", 2, required=True, tint=Tint.GREEN),
    KindOfWork("СР", "Самостоятельная работа", 2, written=True),
    KindOfWork("ПВ", "Проверочная работа", 2, written=True),
    KindOfWork("КР", "Контрольная работа", 3, written=True, tint=Tint.AMBER),
    KindOfWork("Т", "Тест", 2, written=True),
    KindOfWork("Д", "Диктант", 2, written=True),
    KindOfWork("С", "Сочинение или изложение", 2, written=True),
    KindOfWork("К", "Конспект"),
    KindOfWork("З", "Зачёт", 3),
    KindOfWork("П", "Проект", 3),
    KindOfWork("КП", "Курсовая работа (проект)", 3, written=True, required=True, tint=Tint.VIOLET),
    KindOfWork("КТ", "Контрольная точка", 3),
    KindOfWork("МИУД", "Мониторинг индивидуальных учебных достижений", 3, monthly=True, tint=Tint.VIOLET),
    KindOfWork("ВМ", "Работа внутреннего мониторинга", 3, written=True, monitoring=True, tint=Tint.RED),
)
"""The first is the kind of a lesson's first column until the teacher chooses another."""
