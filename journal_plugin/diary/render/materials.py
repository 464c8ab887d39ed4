"""Digital materials beside a lesson (B20)."""

from collections.abc import Iterable

from journal_plugin.diary.words import said, sign
from journal_plugin.lessons.queries.materials import Material


def materials_html(materials: Iterable[Material]) -> str:
    """A line of links, each with its kind; nothing where there are none."""
    items = "".join(f"<li>{_linked(one)} <small>{said(one.kind)}</small></li>" for one in materials)
    return f'<ul class="hw mats">{items}</ul>' if items else ""


def _linked(one: Material) -> str:
    title = said(one.title)
    return (
        f'{sign("book")}<a href="{said(one.url)}" rel="noopener">{title}</a>' if one.url else f"{sign('book')}{title}"
    )
