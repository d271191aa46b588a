"""The administrators' pages: users here; other apps add their reference data. Never a citizen.

Who may is decided by the role alone, so Django's staff flag, groups and permissions play no part.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from .access_log import log_access
from .models import AccessAction, User


class AdministrationSite(admin.AdminSite):
    """Open to the role administrator, through the program's own login."""

    site_header = "Flere skal med"
    site_title = "Flere skal med"
    index_title = _("Administration")

    def has_permission(self, request: HttpRequest) -> bool:
        """Let active administrators in."""
        return request.user.is_active and getattr(request.user, "is_administrator", False)

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:
        """Refuse those with another role outright; the anonymous go by the login page."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied(_("Siden er kun for systemadministratorer."))
            return inner(request, *args, **kwargs)

        return guarded

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Send the anonymous to our login, and refuse those with another role."""
        if request.user.is_authenticated:
            raise PermissionDenied(_("Siden er kun for systemadministratorer."))
        return redirect_to_login(request.get_full_path())


administration = AdministrationSite(name="admin")


class RoleAdmin(admin.ModelAdmin):
    """A model that administrators may add and change. Nothing is deleted here: too much points at it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show it to administrators."""
        return request.user.is_administrator

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators look."""
        return request.user.is_administrator

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let administrators add."""
        return request.user.is_administrator

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let administrators change."""
        return request.user.is_administrator

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Delete nothing."""
        return False

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Allow the page's own filters and search fields only: no look from here at who points at the rows."""
        name, _separator, rest = lookup.partition("__")
        if name not in {*self.list_filter, *self.search_fields}:
            return False
        field = self.opts.get_field(name)
        key = f"{field.target_field.name}__exact" if field.is_relation else "exact"
        return rest in ("", "exact", "isnull", key)

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        """Let other pages refer to a row by its key only."""
        return to_field in ("pk", self.opts.pk.name)


class BelongsMixin(ModelForm):
    """Keeps a user's role, municipality and unit in step, with the error at the field."""

    def clean(self) -> dict[str, Any]:
        """Check what the database holds by composite keys, before it has to refuse."""
        cleaned = super().clean() or self.cleaned_data
        if "municipality" not in self.fields:
            return cleaned  # one's own user: nothing of this is in the form
        municipality, unit = cleaned.get("municipality"), cleaned.get("unit")
        if unit is not None and unit.municipality != municipality:
            self.add_error("unit", _("Enheden hører til en anden kommune."))
        if self.instance.pk and self.instance.citizens.exclude(municipality=municipality).exists():
            self.add_error(
                "municipality", _("Brugeren er sagsbehandler for borgere i sin nuværende kommune. Flyt dem først.")
            )
        return cleaned


class NewUserForm(BelongsMixin, AdminUserCreationForm):
    """A new user, with the role at once: a user without one cannot be stored."""

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name", "email", "role", "municipality", "unit")


class ChangedUserForm(BelongsMixin, UserChangeForm):
    """An existing user."""

    class Meta(UserChangeForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name", "email", "role", "municipality", "unit", "is_active")


#: What decides which people a user sees, and whether they are let in at all.
REACH = ("role", "municipality", "unit", "is_active")
BELONGING = (_("Rolle"), {"fields": ("role", "municipality", "unit")})
PERSON = (None, {"fields": ("username", "first_name", "last_name", "email")})


@admin.register(User, site=administration)
class UserAdmin(RoleAdmin, DjangoUserAdmin):
    """Users: their role, and where they belong. A user who leaves is made inactive, so the log stays true."""

    form, add_form = ChangedUserForm, NewUserForm
    list_display = ("username", "first_name", "last_name", "role", "municipality", "unit", "is_active")
    list_filter = ("role", "is_active", "municipality")
    list_select_related = ("municipality", "unit")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    fieldsets = (PERSON, BELONGING, (_("Adgang"), {"fields": ("password", "is_active", "last_login")}))
    add_fieldsets = (PERSON, BELONGING, (_("Adgang"), {"fields": ("usable_password", "password1", "password2")}))
    readonly_fields = ("last_login",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Let nobody give themself another role or place, or lock themself out."""
        own = obj is not None and obj.pk == request.user.pk
        return (*self.readonly_fields, *REACH) if own else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """Store the user, and log when what they may see was given or changed."""
        super().save_model(request, obj, form, change)
        if not change:
            log_access(request.user, AccessAction.ADD, "user: role")
        elif set(REACH) & set(form.changed_data):
            log_access(request.user, AccessAction.CHANGE, "user: role")

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Log a password that was set or taken away; nobody takes away their own."""
        user = self.get_object(request, id)
        if user is not None and user.pk == request.user.pk and request.POST.get("usable_password") == "false":
            raise PermissionDenied(_("Man kan ikke fjerne sin egen adgangskode."))
        response = super().user_change_password(request, id, form_url)
        if user is not None and not User.objects.filter(pk=user.pk, password=user.password).exists():
            log_access(request.user, AccessAction.CHANGE, "user: password")
        return response
