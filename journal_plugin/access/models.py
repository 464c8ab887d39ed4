"""Role assignments: who is what, by which order, from when to when (L04, L05, I04)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal_plugin.access.enums import Role
from journal_plugin.core.models import Dated


class RoleAssignment(Dated):
    """A person's role at an institution, given by an order; head and curator have a scope."""

    person = models.ForeignKey("journal.Person", models.PROTECT, related_name="roles", verbose_name=_("person"))
    institution = models.ForeignKey(
        "journal.Institution", models.PROTECT, related_name="+", verbose_name=_("institution")
    )
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    department = models.ForeignKey(
        "journal.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    group = models.ForeignKey(
        "journal.Group", models.PROTECT, null=True, blank=True, related_name="role_assignments", verbose_name=_("group")
    )
    order_no = models.CharField(_("order number"), max_length=64)
    order_date = models.DateField(_("order date"))

    class Meta(Dated.Meta):
        verbose_name = _("role assignment")
        verbose_name_plural = _("role assignments")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="journal_role_scope",
                condition=Q(role=Role.CURATOR, group__isnull=False, department__isnull=True)
                | Q(role=Role.HEAD, department__isnull=False, group__isnull=True)
                | (~Q(role__in=[Role.CURATOR, Role.HEAD]) & Q(department__isnull=True, group__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["person", "institution", "role", "department", "group", "since"],
                name="journal_role_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
