"""Work programmes of one year as drafts of the next (B07, B09)."""

from django.db import transaction
from wagtail.models import Page

from journal_plugin.calendar.models import AcademicYear
from journal_plugin.curriculum.pages.programmes import WorkProgrammePage


@transaction.atomic
def copy_programmes(*, old: AcademicYear, new: AcademicYear, user) -> int:
    """Every published programme of ``old`` whose element has none in ``new``, as a draft under the same shelf; returns how many.

    Nothing is in force until an author publishes the draft: the thematic plan follows then.
    """
    written = WorkProgrammePage.objects.filter(year=new).values("element")
    rows = WorkProgrammePage.objects.live().filter(year=old).exclude(element__in=written).order_by("path")
    pages = list(rows)
    for page in pages:
        slug = f"{page.slug.removesuffix(_mark(old))}{_mark(new)}"
        page.copy(
            update_attrs={"year": new, "slug": _free(page.get_parent(), slug)},
            copy_revisions=False,
            keep_live=False,
            user=user,
        )
    return len(pages)


def _mark(year: AcademicYear) -> str:
    return f"-{year.since.year}"


def _free(parent: Page, wanted: str) -> str:
    taken = set(parent.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
