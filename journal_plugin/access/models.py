"""Role assignments: who is what, by which order, from when to when (L04, L05, I04)."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import BaseLogEntry
from wagtail.models.audit_log import ModelLogEntryManager
from wagtail.permissions import policy_registry

from journal_plugin.access.enums import WITH_GROUP, Role
from journal_plugin.core.models import Dated


class RoleAssignment(Dated):
    """A person's role at an institution, given by an order; head, curator and educator have a scope."""

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
                violation_error_message=_(
                    "A curator and an educator have a group, a head of department has a department, other roles have neither."
                ),
                condition=Q(role__in=WITH_GROUP, group__isnull=False, department__isnull=True)
                | Q(role=Role.HEAD, department__isnull=False, group__isnull=True)
                | (~Q(role__in=[*WITH_GROUP, Role.HEAD]) & Q(department__isnull=True, group__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["person", "institution", "role", "since"],
                condition=Q(department=None, group=None),
                name="journal_role_once",
                violation_error_message=_("This person has this role from that day already."),
            ),
            models.UniqueConstraint(
                fields=["person", "role", "group", "since"],
                condition=Q(group__isnull=False),
                name="journal_role_group_once",
                violation_error_message=_("This person has this role from that day already."),
            ),
            models.UniqueConstraint(
                fields=["person", "role", "department", "since"],
                condition=Q(department__isnull=False),
                name="journal_role_department_once",
                violation_error_message=_("This person has this role from that day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"


class AuditManager(ModelLogEntryManager):
    """Writes the institution beside the row and shows nobody another institution's rows."""

    def log_action(self, instance, action, **kwargs):
        """One line about ``instance``; the institution is found by the path of its policy."""
        policy = policy_registry.get_by_type(type(instance), fallback=False)
        find = getattr(policy, "institution_id_of", None)
        return super().log_action(instance, action, institution_id=find(instance) if find else None, **kwargs)

    def viewable_by_user(self, user):
        """Lines about rows that ``user`` may read by his roles: the area of the model and the institution of the row."""
        if user.is_superuser:
            return self.all()
        shown = Q(pk__in=())
        for model, policy in policy_registry.values_by_exact_class.items():
            institutions = getattr(policy, "institutions_of", None)
            if institutions:
                kind = ContentType.objects.get_for_model(model)
                shown |= Q(content_type=kind, institution__in=institutions(user))
        return self.filter(shown)


class AuditEntry(BaseLogEntry):
    """A line of Wagtail's audit log about a row of reference data, with the institution that it belongs to."""

    object_id = models.CharField(max_length=255, db_index=True)
    institution = models.ForeignKey("journal.Institution", models.PROTECT, null=True, blank=True, related_name="+")

    objects = AuditManager()

    class Meta(BaseLogEntry.Meta):
        verbose_name = _("line of the audit log")
        verbose_name_plural = _("audit log")
        ordering = ["-timestamp", "-pk"]
