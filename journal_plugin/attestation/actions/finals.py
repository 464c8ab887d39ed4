"""Term marks as cells of the register (E14, E19)."""

from django.utils.translation import gettext as _

from journal_plugin.attestation.actions.arising import follow_finals
from journal_plugin.attestation.models import FinalMark
from journal_plugin.attestation.scales import final_codes
from journal_plugin.curriculum.queries import controls_of
from journal_plugin.lessons.actions import Cells
from journal_plugin.lessons.operations import Operation, Standing


class FinalCells(Cells):
    """Cells (final, learner, term)."""

    def read(self) -> None:
        rows = FinalMark.objects.filter(
            journal=self.register.journal, learner__in={operation.learner for operation in self.operations}
        ).values_list("learner_id", "term_id", "code", "version", "at", "by_id")
        for learner, term, code, version, at, by in rows:
            cell = ("final", None, None, learner, term)
            self.standing[cell] = Standing(code, version, at=at)
            self.authors[cell] = by
        journal = self.register.journal
        self.controls = controls_of(journal.group, journal.element_id, journal.year_id)

    def check(self, operation: Operation) -> str:
        if not self.register.journal.is_marked:
            return _("This journal is kept without marks.")
        form = self.controls.get(operation.term)
        name, scale = (form.name, form.scale) if form else ("", "")
        codes = final_codes(self.register.journal.institution.kind, scale)
        if not operation.value or operation.value in codes:
            return ""
        said = {"value": operation.value[:8], "codes": ", ".join(codes), "form": name}
        if name:
            return _("The form of control is “%(form)s”: «%(value)s» is not its result, %(codes)s are allowed.") % said
        return _("«%(value)s» is not a term mark: %(codes)s are allowed.") % said

    def flush(self) -> None:
        FinalMark.objects.bulk_create(
            (
                FinalMark(
                    journal=self.register.journal,
                    learner_id=learner,
                    term_id=term,
                    code=standing.value,
                    version=standing.version,
                    at=standing.at,
                    by=self.register.actor,
                )
                for (_what, _lesson, _work, learner, term), standing in self.changed.items()
            ),
            update_conflicts=True,
            unique_fields=["journal", "learner", "term"],
            update_fields=["code", "version", "at", "by"],
        )
        zone = self.register.journal.institution.zone
        follow_finals(
            self.register.journal,
            {
                (learner, term): (standing.value, standing.at.astimezone(zone).date())
                for (_what, _lesson, _work, learner, term), standing in self.changed.items()
            },
            self.register.actor,
        )
