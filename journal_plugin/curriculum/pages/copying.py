"""Work programmes as drafts for another year or another element (B07, B09)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.core.slugs import free_slug
from journal_plugin.curriculum.models import StudyElement
from journal_plugin.curriculum.pages.programmes import WorkProgrammePage


@transaction.atomic
def copy_programmes(*, old: AcademicYear, new: AcademicYear, user) -> int:
    """Every published programme of ``old`` whose element has none in ``new``, as a draft under the same shelf; returns how many.

    Nothing is in force until the draft is published: the thematic plan follows then.
    """
    written = WorkProgrammePage.objects.filter(year=new).values("element")
    rows = WorkProgrammePage.objects.live().filter(year=old).exclude(element__in=written).order_by("path")
    pages = list(rows)
    for page in pages:
        _copy(page, page.title, page.element, new, user)
    return len(pages)


@transaction.atomic
def copy_programme(*, page: WorkProgrammePage, element: StudyElement, year: AcademicYear, user) -> WorkProgrammePage:
    """What is in force as a draft of ``element`` in ``year``, under the same shelf (B09).

    Raises ValidationError where that element has a programme for that year already.
    """
    if WorkProgrammePage.objects.filter(element=element, year=year).exists():
        raise ValidationError(_("This element has a work programme for that year already."))
    return _copy(page, element.name, element, year, user)


def _copy(page: WorkProgrammePage, title: str, element: StudyElement, year: AcademicYear, user) -> WorkProgrammePage:
    slug = free_slug(page.get_parent(), f"{title[:150]} {year.since.year}")
    return page.copy(
        update_attrs={
            "title": title,
            "draft_title": title,
            "slug": slug,
            "element": element,
            "year": year,
            "agreed": "",
            "order": "",
            "owner": user,
        },
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=True,
        user=user,
    )
