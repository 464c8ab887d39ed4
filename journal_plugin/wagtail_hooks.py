"""What the plugin registers with Wagtail: only registrations."""

from wagtail import hooks

from journal_plugin.core.audit import ACTIONS


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    """The journal's own lines in the audit log."""
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)
