"""What the accounts room hears: somebody signs in."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from journal_plugin.accounts.middleware import OWES
from journal_plugin.accounts.queries import owes_own_password


@receiver(user_logged_in, dispatch_uid="journal_first_password")
def remember_debt(sender, request, user, **kwargs) -> None:
    """One query at signing in, none later: the session remembers that an own password is still to be set."""
    if owes_own_password(user):
        request.session[OWES] = True
