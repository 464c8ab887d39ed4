"""A letter to those who close years: a year was closed, or opened again."""

from django.utils.translation import gettext as _

from journal_plugin.calendar.models import YearClosing


def letter(closing: YearClosing, *, site: str) -> tuple[str, str]:
    """Subject and text; a closing that holds no longer is told of as opened again, with its reason."""
    said = {"year": closing.year.name, "order": closing.order_no, "site": site}
    if closing.reopened_at is None:
        said |= {"who": closing.by.short_name if closing.by else "–", "left": closing.left or _("nothing")}
        subject = _("The study year %(year)s is closed") % said
        text = (
            _("%(who)s has closed it by the order %(order)s: its records are read only.\n\nStayed open: %(left)s.")
            % said
        )
    else:
        who = closing.reopened_by
        said |= {"who": who.short_name if who else "–", "reason": closing.reason}
        subject = _("The study year %(year)s is open again") % said
        text = _("%(who)s has opened it again: %(reason)s.\n\nClose it again when the correction is made.") % said
    return subject, f"{text}\n\n{_('Details: %(site)s') % said}\n"
