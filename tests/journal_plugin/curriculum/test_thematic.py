"""Tables of topics as teachers keep them: headings, sections, topics, lessons, sums, and what is wrong in them."""

from journal_plugin.curriculum.thematic.cards import Line, Reading
from journal_plugin.curriculum.thematic.reading import MAX_LESSONS, read_plan

KINDS = {"контрольная работа": "КР", "кр": "КР"}

SCHOOL = """
Календарно-тематическое планирование, 6 класс
№ п/п | Тема урока | Кол-во часов | Дата | Дата | Домашнее задание | ЭОР
      |            |              | план | факт |                  |
Раздел 1. Введение (3 ч)
1 | Что изучает география | 1 | 02.09 | | §1, вопросы | Урок 1 https://example.org/1
2 | Карта и план          | 1 | 09.09 | | §2          | Презентация «План»
3 | Контрольная работа № 1| 1 |       | |             |
Раздел 2. Земля
4 | Оболочки Земли        | 1 | | | §3 |
Итого |  | 4
"""
COLLEGE = """
№ занятия | Наименование разделов и тем | Количество часов | Количество часов | Вид занятия | Форма контроля
№ занятия | Наименование разделов и тем | теория | практика | Вид занятия | Форма контроля
1 | 2 | 3 | 4 | 5 | 6
Раздел 1. Основы | Раздел 1. Основы | Раздел 1. Основы | Раздел 1. Основы | Раздел 1. Основы | Раздел 1. Основы
  | Тема 1.1. Металлы | 4 | 2 | |
1 | Строение металлов | 2 |   | лекция |
2 | Свойства металлов | 2 |   | лекция | фронтальный опрос
3 | Измерение твёрдости | | 2 | практическое занятие | Контрольная работа
  | Тема 1.2. Сплавы | | | |
4 | Чугуны | 2 | | консультация |
"""


def lines(text: str) -> list[Line]:
    """The rows of ``text``, whose cells stand between bars."""
    rows = [row for row in text.splitlines() if row.strip()]
    return [
        Line(f"строка {number}", tuple(cell.strip() for cell in row.split("|"))) for number, row in enumerate(rows, 1)
    ]


def read(*texts: str, usual: int = 1) -> Reading:
    """What is read of tables written so."""
    return read_plan([lines(text) for text in texts], usual_hours=usual, kinds=KINDS, title="План")


def outline(found: Reading) -> list[tuple[str, str, list[str]]]:
    """(section, topic, lessons)."""
    return [
        (section.title, topic.title, [lesson.topic for lesson in topic.lessons])
        for section in found.sections
        for topic in section.topics
    ]


def test_a_school_table_gives_sections_and_lessons_with_their_homework():
    found = read(SCHOOL)
    assert outline(found) == [
        (
            "Раздел 1. Введение (3 ч)",
            "Раздел 1. Введение (3 ч)",
            ["Что изучает география", "Карта и план", "Контрольная работа № 1"],
        ),
        ("Раздел 2. Земля", "Раздел 2. Земля", ["Оболочки Земли"]),
    ]
    first = found.lessons[0]
    assert (first.homework, first.hours, first.where) == ("§1, вопросы", 1, "строка 5")
    assert first.materials == (("Урок 1", "https://example.org/1"),)
    assert found.lessons[1].materials == (("Презентация «План»", ""),)
    assert first.work_kind is None
    assert found.left == ("Дата план", "Дата факт")
    assert found.errors == found.remarks == ()


def test_a_college_table_gives_topics_practice_and_known_kinds_of_work():
    found = read(COLLEGE, usual=2)
    assert outline(found) == [
        (
            "Раздел 1. Основы",
            "Тема 1.1. Металлы",
            ["Строение металлов", "Свойства металлов", "Измерение твёрдости"],
        ),
        ("Раздел 1. Основы", "Тема 1.2. Сплавы", ["Чугуны"]),
    ]
    assert [lesson.hours for lesson in found.lessons] == [2, 2, 2, 2]
    assert [lesson.activity for lesson in found.lessons] == ["theory", "theory", "practice", "consultation"]
    assert [lesson.work_kind for lesson in found.lessons] == ["", "", "КР", ""]
    assert [fault.text for fault in found.remarks] == [
        "Таких видов работ нет в справочнике, пропущены: фронтальный опрос."
    ]


def test_a_topic_without_lessons_under_it_is_a_lesson_where_it_has_hours():
    found = read("Тема | Часы\nТема 1. Ввод | 2\nТема 2. Вывод | 2\nТема 3. Итог | 2")
    assert outline(found) == [("План", "План", ["Тема 1. Ввод", "Тема 2. Вывод", "Тема 3. Итог"])]


def test_columns_of_section_and_topic_hold_until_they_change():
    found = read("Раздел | Тема раздела | Тема занятия | Часы\nА | а1 | один | 2\n | | два | 2\nБ | б1 | три | 2")
    assert outline(found) == [("А", "а1", ["один", "два"]), ("Б", "б1", ["три"])]


def test_a_table_that_goes_on_on_the_next_page_keeps_its_columns_and_its_section():
    found = read("№ | Тема | Часы\nРаздел 1. А\n1 | один | 2", "2 | два | 2\n3 | три | 2")
    assert [lesson.topic for lesson in found.lessons] == ["один", "два", "три"]


def test_a_table_of_something_else_is_passed_by():
    found = read("Фамилия | Должность\nИванов | методист", "Тема | Часы\nодин | 2")
    assert (outline(found), found.taken) == ([("План", "План", ["один"])], ("Тема", "Часы"))


def test_wrong_rows_are_named_and_nothing_stands_for_them():
    found = read(f"№ | Тема | Часы | Примечание\n1 | | 2 |\n2 | {'д' * 501} | 2 |\n3 | три | 1,5 |\n4 | четыре | 40 |")
    assert [fault.text for fault in read(f"Тема | Домашнее задание\nодин | {'д' * 2001}").errors] == [
        "Домашнее задание длиннее 2000 знаков. Сократите его."
    ]
    assert [(fault.where, fault.text) for fault in found.errors] == [
        ("строка 2", "Нет темы занятия."),
        ("строка 3", "Тема длиннее 500 знаков. Сократите её."),
        ("строка 4", "Часы — не целое число: 1,5."),
        (
            "строка 5",
            "40 ч. в одном занятии. Строка — это одно занятие, не больше 12 ч.: разделите её на несколько строк.",
        ),
    ]
    assert found.lessons == ()


def test_hours_that_are_not_given_and_a_sum_that_differs_are_told():
    found = read("№ | Тема | Часы\n1 | один | \n2 | два | 2 ч\nВсего | | 6", usual=2)
    assert found.hours == 4
    assert [fault.text for fault in found.remarks] == [
        "Часы не указаны: взято 2.",
        "В таблице сказано «итого 6 ч.», а по занятиям выходит 4.",
    ]


def test_more_lessons_than_a_programme_holds_are_refused_and_bounded():
    rows = "\n".join(f"{number} | тема {number} | 2" for number in range(1, MAX_LESSONS + 12))
    found = read(f"№ | Тема | Часы\n{rows}")
    assert len(found.lessons) == MAX_LESSONS
    assert [fault.text for fault in found.errors] == [
        "В таблице 1011 занятий, в программе может быть не больше 1000. Отправьте её по частям."
    ]


def test_a_table_without_topics_gives_nothing():
    assert read("№ | Дата\n1 | 02.09") == Reading()
