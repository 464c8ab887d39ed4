"""The demo's digital library: open portals for everybody, notes of lectures for those who learn here."""

from django.core.files.base import ContentFile

from journal_plugin.access.enums import Role
from journal_plugin.access.models import RoleAssignment
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.files.sent import take
from journal_plugin.institution.models import Institution
from journal_plugin.library.actions import save_resource
from journal_plugin.library.enums import ResourceKind
from journal_plugin.library.models import Resource

OPEN = (
    ("Российская электронная школа", "Министерство просвещения", "https://resh.edu.ru/", ResourceKind.SITE),
    ("Национальная электронная библиотека", "РГБ", "https://rusneb.ru/", ResourceKind.READING),
    ("Открытое образование", "Ассоциация НПОО", "https://openedu.ru/", ResourceKind.SITE),
)
NOTES = 12
"""Elements with notes of lectures."""


def fill_library(*, institution: Institution) -> int:
    """Entries by the editor; returns how many."""
    editor = RoleAssignment.objects.filter(
        institution=institution, role=Role.EDITOR, person__user__isnull=False
    ).first()
    if editor is None:
        return 0
    user, elements = editor.person.user, list(StudyElement.objects.filter(institution=institution).order_by("pk"))
    for name, author, url, kind in OPEN:
        row = Resource(institution=institution, name=name, author=author, url=url, kind=kind, public=True)
        save_resource(row=row, subjects=elements[:3], by=user)
    for element in elements[:NOTES]:
        text = f"{element.name}\n\nКонспект лекций: основные понятия, вопросы для повторения, список источников.\n"
        row = Resource(institution=institution, name=f"Конспект лекций: {element.name}"[:255], kind=ResourceKind.GUIDE)
        row.author, row.year, row.note = "Методический кабинет", 2026, "Кратко о главном, с вопросами для повторения."
        save_resource(row=row, subjects=[element], by=user, file=take(ContentFile(text.encode(), "Конспект.txt")))
    return len(OPEN) + len(elements[:NOTES])
