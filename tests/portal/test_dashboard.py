"""The first screen of the admin: one's own places, nobody else's."""

from django.test import Client
from django.urls import reverse

from portal.dashboard import Start
from tests.campus import Campus
from tests.factories.pages import group_page


def panel(client: Client) -> dict[str, list[str]]:
    """Title of a section -> labels of its buttons; the journal's under its own title."""
    home = client.get(reverse("wagtailadmin_home"))
    (start,) = (panel for panel in home.context["panels"] if isinstance(panel, Start))
    context = start.get_context_data({"request": home.wsgi_request})
    shown = {section.title: [link.label for link in section.links] for section in context["sections"]}
    return shown | {"": [link.label for link in context["journal"]]}


def test_curator_begins_at_the_own_groups_page(campus: Campus, as_user) -> None:
    client = as_user(campus.cast.curator)
    assert panel(client) == {
        "ОН-24": ["Запись в ленте группы", "Мероприятие"],
        "": [
            "Журналы",
            "Расписание",
            "Задолженности",
            "Моя группа",
            "Нет сегодня",
            "Заполнение",
            "Библиотека",
            "Дистанционные курсы",
            "Ведомости",
        ],
    }
    page = group_page(campus.cast.group)
    assert (
        reverse("wagtailadmin_pages:add", args=["news", "eventpage", page.pk])
        in client.get(reverse("wagtailadmin_home")).content.decode()
    )


def test_administrator_begins_with_the_lists(campus: Campus, as_user) -> None:
    assert panel(as_user(campus.cast.admin)) == {
        "": [
            "Журналы",
            "Расписание",
            "Сетка расписания",
            "Задолженности",
            "Замены",
            "Нет сегодня",
            "Заполнение",
            "Библиотека",
            "Дистанционные курсы",
            "Ведомости",
            "Формы контроля",
            "Образовательные программы",
            "Готовность к году",
            "Закрытие года",
            "Зачисление",
            "Логины",
            "Настройки",
            "Кому что можно",
            "Загрузить список",
        ],
        "Рабочие программы": ["Рабочая программа"],
    }


def test_help_carries_no_news_about_wagtail(campus: Campus, as_user) -> None:
    assert "whats-new-in-wagtail" not in as_user(campus.cast.editor).get(reverse("wagtailadmin_home")).content.decode()
