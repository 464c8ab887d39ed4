"""Tags and filters of every screen: icons, the shell's parts, Russian typography, dates, numbers, plurals."""

from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from journal_plugin.access.menu import MenuEntry, entries_for
from journal_plugin.core import dates, plurals, typography
from journal_plugin.core.appearance import Appearance, from_cookies
from journal_plugin.institution.queries import site_title
from journal_plugin.menu import DESK

register = template.Library()


@register.simple_tag
def icon(name: str, css_class: str = "", label: str = "") -> SafeString:
    """``{% icon "check" %}``: a sign of the sprite; hidden from screen readers unless it has a ``label``."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="i{}" {}><use href="{}#{}"/></svg>',
        f" {css_class}" if css_class else "",
        spoken,
        static("journal/icons.svg"),
        name,
    )


# The shell


@register.simple_tag(takes_context=True)
def appearance(context) -> Appearance:
    """``{% appearance as look %}``: the reader's ``look.scheme`` and ``look.type``."""
    request = context.get("request")
    return from_cookies(request.COOKIES) if request else Appearance()


@register.simple_tag(takes_context=True)
def institution_name(context) -> str:
    """The name in the head of the page, with its spaces bound."""
    request = context.get("request")
    return typography.bind(site_title(request)) if request else ""


@register.simple_tag(takes_context=True)
def user_name(context) -> str:
    """«Кириллова Л. М.»; for an account without a person, its own name."""
    user = context["request"].user
    person = getattr(user, "journal_person", None)
    return person.short_name if person else user.get_full_name() or user.get_username()


@register.simple_tag(takes_context=True)
def current_address(context) -> str:
    """Path and query of this page, for a return after a form."""
    request = context.get("request")
    return request.get_full_path() if request else "/"


@register.simple_tag(takes_context=True)
def account_links(context) -> dict[str, str]:
    """Addresses: login, logout, password, second_factor, admin, desk; empty where there is none."""
    entries = _desk_entries(context)
    admin = reverse("wagtailadmin_home")
    return {
        "login": _first_address("account_login", "wagtailadmin_login"),
        "logout": _first_address("account_logout", "wagtailadmin_logout"),
        "password": _first_address("account_change_password"),
        "second_factor": _first_address("mfa_index"),
        "admin": admin if any(entry.url == admin for entry in entries) else "",
        "desk": next((entry.url for entry in entries if entry.url != admin), ""),
    }


@register.inclusion_tag("journal/ui/staff_menu.html", takes_context=True)
def staff_menu(context) -> dict[str, object]:
    """The desk's menu of this user (journal_plugin/menu.py)."""
    return {"entries": _desk_entries(context)}


def _desk_entries(context) -> tuple[MenuEntry, ...]:
    request = context.get("request")
    return entries_for(request.user, DESK, request.path) if hasattr(request, "user") else ()


def _first_address(*url_names: str) -> str:
    for name in url_names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


# Text and numbers


@register.filter(is_safe=True)
def nbsp(text) -> str:
    """``text`` (or safe HTML) with Russian non-breaking spaces; never use it on official headings."""
    if isinstance(text, SafeString):
        return mark_safe(typography.bind_html(text))
    return typography.bind(str(text))


@register.filter
def decimal_comma(value, places: int = 2) -> str:
    """«4,35»; «–» for None."""
    return typography.decimal_comma(value, places)


@register.filter
def percent(value, places: int = 1) -> str:
    """«6,5 %» of a value in percents; «–» for None."""
    return typography.percent(value, places)


@register.filter
def plural(number: int, noun: str) -> str:
    """``{{ 3|plural:"mark" }}`` is «3 отметки»; the nouns stand in core/plurals.py."""
    return plurals.counted(number, noun)


# Days and hours: a datetime is taken at the current time zone; «today» may be given, else it is the zone's own


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def day(value, today: date | None = None) -> str:
    """«14 октября»."""
    return dates.long_day(_day(value), today or timezone.localdate()) if value else typography.NOTHING


@register.filter
def day_relative(value, today: date | None = None) -> str:
    """«сегодня», «вчера», «завтра», then «14 октября»."""
    return dates.relative_day(_day(value), today or timezone.localdate()) if value else typography.NOTHING


@register.filter
def weekday(value) -> str:
    """«понедельник»."""
    return dates.weekday(_day(value))


@register.filter
def weekday_short(value) -> str:
    """«пн»."""
    return dates.weekday_short(_day(value))


@register.filter
def month_short(value) -> str:
    """The month after a day: «окт.»."""
    return dates.month_short(_day(value))


@register.filter
def month(value) -> str:
    """«Октябрь 2026»."""
    return dates.month_year(_day(value))


@register.filter
def clock(value) -> str:
    """«8:30»; an aware datetime is shown at the current time zone."""
    aware = isinstance(value, datetime) and timezone.is_aware(value)
    return dates.clock(timezone.localtime(value) if aware else value)


@register.filter
def time_range(start, end) -> str:
    """``{{ start|time_range:end }}`` is «10:15–11:50»."""
    return dates.clock_range(start, end)


@register.filter
def day_range(first, last) -> str:
    """``{{ monday|day_range:saturday }}`` is «5–10 октября»."""
    return dates.day_range(_day(first), _day(last), timezone.localdate())
