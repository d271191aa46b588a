"""How login behaves: nobody signs up, and an external identity must already be a user here."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .models import User


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer no: there is no self-registration."""
        return False


class KnownUsersOnlyAdapter(DefaultSocialAccountAdapter):
    """An OpenID Connect login is accepted when its user name is a user's, and refused otherwise."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        """Answer no: the municipality's login does not create users here."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin) -> None:
        """Connect the login to the active user of the same user name, or send them back with a message."""
        if sociallogin.is_existing:
            return
        username = sociallogin.account.extra_data.get("preferred_username", "")
        user = User.objects.filter(username=username, is_active=True).first() if username else None
        if user is None:
            messages.error(request, _("Din bruger er ikke oprettet i Flere skal med. Kontakt din systemadministrator."))
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)
