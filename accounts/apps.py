"""App configuration of ``accounts``: users, roles, scope and the access log."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Register the app with Django."""

    name = "accounts"
