"""The verbs for lists and packages: sending in and confirming, and taking what another system lays in a folder."""

from journal_plugin.exchange.actions.lists import ListRefused, apply_list, confirm, send_in
from journal_plugin.exchange.actions.packages import apply_package, confirm_package, send_package, take_out
from journal_plugin.exchange.actions.sync import synchronise

__all__ = [
    "ListRefused",
    "apply_list",
    "apply_package",
    "confirm",
    "confirm_package",
    "send_in",
    "send_package",
    "synchronise",
    "take_out",
]
