"""Registration is closed: accounts are made by the institution (requirements I01, I02)."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by a form."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an account comes from the institution's lists."""
        return False


class ClosedSocialAccountAdapter(DefaultSocialAccountAdapter):
    """Nobody signs up through an outside identity; a known account may still connect one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return False: an account comes from the institution's lists."""
        return False
