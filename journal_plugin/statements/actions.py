"""Issuing a statement: drawn, corrected, numbered and kept in one transaction."""

from collections.abc import Mapping
from datetime import date
from secrets import token_urlsafe

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from journal_plugin.core.db import lock_row
from journal_plugin.institution.models import Institution
from journal_plugin.lessons.models import Journal
from journal_plugin.people.models import Group, Person
from journal_plugin.statements import payload
from journal_plugin.statements.corrections import Address, Number, correct, stamped
from journal_plugin.statements.documents import form2
from journal_plugin.statements.models import Issued
from journal_plugin.statements.queries import draw

TOKEN = 18
"""Bytes by chance in the address of a copy: nobody comes upon one by counting."""


class Changed(Exception):
    """The journal has changed since the author looked: what he saw is not what would be issued."""


@transaction.atomic
def issue(
    *,
    kind: str,
    group: Group,
    since: date,
    until: date,
    author: Person,
    book: Journal | None = None,
    seen: str = "",
    entered: Mapping[Address, Number] | None = None,
    why: str = "",
) -> Issued:
    """Issues the paper under the next number of the institution and kind, with the corrected cells (who, when, why).

    ``book`` is the journal whose pages are issued, of that group. ``seen`` is the digest of the computed paper that the
    author looked at; ``entered`` are his values for the cells of Form 2. Raises Changed, or ValidationError for
    corrections without a reason. Nothing is stored then.
    """
    institution = lock_row(Institution.objects.all(), pk=group.institution_id)
    at = timezone.now()
    paper = draw(kind, group, since=since, until=until, formed=at.astimezone(institution.zone).date(), book=book).paper
    if seen and seen != payload.digest(payload.dump(paper)):
        raise Changed
    corrections: list[dict[str, str]] = []
    if entered and isinstance(paper, form2.Paper):
        paper, differing = correct(paper, entered)
        if differing and not why.strip():
            raise ValidationError(_("Say why the values were corrected: the reason is kept with the statement."))
        corrections = stamped(differing, by=author.short_name, at=at, why=" ".join(why.split()))
    issued = Issued.objects.filter(institution=institution, kind=kind)
    copy = Issued(
        institution=institution,
        kind=kind,
        number=(issued.aggregate(last=Max("number"))["last"] or 0) + 1,
        group=group,
        journal=book,
        since=since,
        until=until,
        payload=payload.dump(paper),
        corrections=corrections,
        basis=institution.settings.legal_force,
        author=author,
        at=at,
        token=token_urlsafe(TOKEN),
    )
    copy.sha256 = payload.seal(copy)
    copy.save()
    return copy
