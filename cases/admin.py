"""Reference data for administrators: municipalities, units, programmes and grants. No case is here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin import RoleAdmin, administration

from .changes import recorded_change
from .models import ComparisonGroup, Grant, Municipality, Programme, Unit


@admin.register(Municipality, site=administration)
class MunicipalityAdmin(RoleAdmin):
    """The 98 municipalities, to look at: their codes are official."""

    list_display = ("code", "name", "region")
    list_display_links = ("name",)
    list_filter = ("region",)
    search_fields = ("name", "code")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Add none."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change none."""
        return False


@admin.register(Unit, site=administration)
class UnitAdmin(RoleAdmin):
    """The houses of a municipality's jobcentre."""

    list_display = ("name", "municipality")
    list_filter = ("municipality",)
    list_select_related = ("municipality",)
    search_fields = ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep a unit in its municipality: users and citizens point at it there."""
        return ("municipality",) if obj else ()


class ComparisonGroupForm(ModelForm):
    """A group with every municipality as a box to tick, which also works by keyboard and without script."""

    municipalities = ModelMultipleChoiceField(
        Municipality.objects.all(), widget=CheckboxSelectMultiple, required=False, label=_("kommuner")
    )

    class Meta:
        model = ComparisonGroup
        fields = ("name", "municipalities")


@admin.register(ComparisonGroup, site=administration)
class ComparisonGroupAdmin(RoleAdmin):
    """Groups of comparable municipalities, which the page of the whole country can be narrowed to."""

    form = ComparisonGroupForm
    list_display = ("name", "size")
    search_fields = ("name", "municipalities__name")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Count the municipalities of each group with it."""
        return super().get_queryset(request).annotate(size=Count("municipalities"))

    @admin.display(description=_("antal kommuner"), ordering="size")
    def size(self, group: Any) -> int:
        """How many municipalities it has."""
        return group.size


@admin.register(Programme, site=administration)
class ProgrammeAdmin(RoleAdmin):
    """A programme and its rule parameters, to look at: they decide money, and are shipped with the program."""

    list_display = ("code", "name", "starts_on", "ends_on", "locked_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Add none."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change none."""
        return False


@admin.register(Grant, site=administration)
class GrantAdmin(RoleAdmin):
    """What each municipality was granted."""

    list_display = ("programme", "municipality", "amount_dkk", "approved_on")
    list_filter = ("programme",)
    list_select_related = ("programme", "municipality")
    search_fields = ("municipality__name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep a grant with its municipality and programme: another one is another grant."""
        return ("programme", "municipality") if obj else ()

    def save_model(self, request: HttpRequest, obj: Grant, form: ModelForm, change: bool) -> None:
        """Store the grant, with who did it in its history."""
        with recorded_change(request.user, "administration"):
            super().save_model(request, obj, form, change)
