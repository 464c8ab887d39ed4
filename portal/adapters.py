"""Registration is closed: accounts are made by the institution (requirements I01, I02)."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from journal_plugin.access.menu import entries_for
from journal_plugin.menu import DESK


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by a form; who works here comes to the desk."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The login or the password is wrong. Check the layout and Caps Lock."),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page of the user's desk; the home page for families."""
        desk = entries_for(request.user, DESK)
        return desk[0].url if desk else super().get_login_redirect_url(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an account comes from the institution's lists."""
        return False


class ClosedSocialAccountAdapter(DefaultSocialAccountAdapter):
    """Nobody signs up through an outside identity; a known account may still connect one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return False: an account comes from the institution's lists."""
        return False
