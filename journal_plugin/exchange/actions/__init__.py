"""The verbs for lists: sending in and confirming, and taking what another system lays in a folder."""

from journal_plugin.exchange.actions.lists import ListRefused, apply_list, confirm, send_in
from journal_plugin.exchange.actions.sync import synchronise

__all__ = ["ListRefused", "apply_list", "confirm", "send_in", "synchronise"]
