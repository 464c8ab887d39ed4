"""Forms of the access room, and what the forms of every closed list are made of."""

from journal_plugin.access.forms.closed import ClosedChooser, ClosedForm, FormWithLines
from journal_plugin.access.forms.roles import RoleForm

__all__ = ["ClosedChooser", "ClosedForm", "FormWithLines", "RoleForm"]
