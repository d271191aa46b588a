"""Users, their roles, and the log of who looked at whom."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a user does, and so what they may see. One role a user."""

    CASEWORKER = "caseworker", _("Sagsbehandler")
    FACILITATOR = "facilitator", _("Personlig jobformidler")
    MANAGER = "manager", _("Leder")
    STAR = "star", _("STAR")
    ADMINISTRATOR = "administrator", _("Systemadministrator")


#: Roles that meet people; they belong to one municipality and see its citizens only.
MUNICIPAL_ROLES = (Role.CASEWORKER, Role.FACILITATOR, Role.MANAGER)


class RoleUserManager(UserManager):
    """Users with their roles."""

    use_in_migrations = False

    def create_superuser(self, username: str, **fields: Any) -> User:  # type: ignore[override]
        """Store the first user of an installation (``createsuperuser``): a system administrator."""
        return super().create_superuser(username, **{"role": Role.ADMINISTRATOR, **fields})


def called(first_name: str, last_name: str, username: str) -> str:
    """Return what a user goes by on screen: the full name, or the user name where there is none."""
    return f"{first_name} {last_name}".strip() or username


class User(AbstractUser):
    """A person who logs in. Municipal users belong to a municipality, and to a unit where one is set."""

    role = models.CharField(_("rolle"), max_length=20, choices=Role.choices, default=Role.CASEWORKER)
    municipality = models.ForeignKey(
        "cases.Municipality", models.PROTECT, verbose_name=_("kommune"), null=True, blank=True, related_name="users"
    )
    unit = models.ForeignKey(
        "cases.Unit", models.PROTECT, verbose_name=_("enhed"), null=True, blank=True, related_name="users"
    )

    objects = RoleUserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="user_municipality_fits_role",
                condition=models.Q(role__in=[role.value for role in MUNICIPAL_ROLES], municipality__isnull=False)
                | models.Q(role__in=[Role.STAR.value, Role.ADMINISTRATOR.value], municipality__isnull=True),
                violation_error_message=_(
                    "Sagsbehandlere, jobformidlere og ledere skal have en kommune; "
                    "STAR og systemadministratorer må ikke."
                ),
            ),
            models.CheckConstraint(
                name="user_unit_needs_municipality",
                condition=models.Q(unit__isnull=True) | models.Q(municipality__isnull=False),
                violation_error_message=_("En enhed kræver en kommune."),
            ),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def display_name(self) -> str:
        """What the user goes by on screen."""
        return called(self.first_name, self.last_name, self.username)

    @property
    def sees_people(self) -> bool:
        """Whether this user may ever see a citizen: municipal roles only."""
        return self.is_active and self.role in MUNICIPAL_ROLES and self.municipality_id is not None

    @property
    def is_manager(self) -> bool:
        """Whether this user leads a municipality or house."""
        return self.role == Role.MANAGER

    @property
    def is_star(self) -> bool:
        """Whether this user is an analyst of the agency."""
        return self.role == Role.STAR

    @property
    def is_administrator(self) -> bool:
        """Whether this user runs the system (users, units, reference data)."""
        return self.role == Role.ADMINISTRATOR


class AccessAction(models.TextChoices):
    """What was done to personal data, in the words of the law's list."""

    READ = "read", _("Læst")
    SEARCH = "search", _("Søgt")
    ADD = "add", _("Tilføjet")
    CHANGE = "change", _("Rettet")
    EXTRACT = "extract", _("Udtrukket")
    DELETE = "delete", _("Slettet")
    REFUSED = "refused", _("Afvist")


class AccessLogEntry(models.Model):
    """One use of personal data. Kept also when the user or the citizen is gone; never changed.

    ``about`` says what was touched in the program's own words ("case page", "offer"), never a name or CPR.
    """

    at = models.DateTimeField(db_default=Now(), db_index=True)
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    username = models.CharField(max_length=150)
    action = models.CharField(max_length=10, choices=AccessAction.choices)
    # No foreign key in the database: the log outlives the citizen, and a refused look may name none.
    citizen = models.ForeignKey(
        "cases.Citizen", models.DO_NOTHING, null=True, db_constraint=False, related_name="access_log"
    )
    about = models.CharField(max_length=100)
    rows = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.username} {self.action} {self.about}"


from .exporting.models import Export  # noqa: E402, F401  # Django finds the app's models here
