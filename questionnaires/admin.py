"""Questionnaires for administrators: look at every version, add a new one, change one that nobody has answered."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.admin import RoleAdmin, administration
from cases.changes import readable
from cases.models import Programme

from .models import Questionnaire


class ReadableDecoder(json.JSONDecoder):
    """JSON from a person: what the reader or PostgreSQL gives up on is as unreadable as a missing bracket."""

    def decode(self, s: str, *args: Any) -> Any:
        """Read it, or raise the one error that Django's field tells at the field."""
        try:
            read = super().decode(s, *args)
            json.dumps(read, ensure_ascii=False).encode()  # fails on half a character (a lone surrogate)
        except json.JSONDecodeError:
            raise
        except (ValueError, RecursionError) as error:
            raise json.JSONDecodeError("unreadable", s, 0) from error
        return read


class ReadableJSONField(forms.JSONField):
    """A field of such JSON."""

    def __init__(self, **kwargs: Any):
        super().__init__(**{**kwargs, "decoder": ReadableDecoder})


class QuestionnaireForm(forms.ModelForm):
    """A version, its questions and scale as JSON. What the database refuses is told at its field."""

    class Meta:
        model = Questionnaire
        field_classes = {"scale": ReadableJSONField, "questions": ReadableJSONField}
        fields = ("programme", "purpose", "in_force_from", "scale", "questions")
        help_texts = {
            "scale": _('Trinene, laveste først: [{"value": 1, "text": {"da": "…", "en": "…"}}, …]'),
            "questions": _(
                "Spørgsmålene i rækkefølge: "
                '[{"key": "energy", "area": "health", "kind": "scale", "text": {"da": "…", "en": "…"}}, …]. '
                "area er work, health, social, network eller wishes; kind er scale eller text. "
                "Samme key som før betyder samme spørgsmål, så svarene kan sammenlignes over tid."
            ),
        }
        widgets = {"scale": forms.Textarea(attrs={"rows": 8, "cols": 120}),
                   "questions": forms.Textarea(attrs={"rows": 24, "cols": 120})}  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Number a new version after the last one; who stores at the same time waits here."""
        cleaned = super().clean() or self.cleaned_data
        programme, purpose = cleaned.get("programme"), cleaned.get("purpose")
        if programme and purpose and self.instance.version is None:
            Programme.objects.select_for_update().get(pk=programme.pk)
            last = Questionnaire.objects.filter(programme=programme, purpose=purpose).aggregate(last=Max("version"))
            self.instance.version = (last["last"] or 0) + 1
        return cleaned


@admin.register(Questionnaire, site=administration)
class QuestionnaireAdmin(RoleAdmin):
    """The versions of every questionnaire."""

    form = QuestionnaireForm
    list_display = ("purpose", "version", "programme", "in_force_from", "answered", "new_version")
    list_filter = ("purpose", "programme")
    list_select_related = ("programme",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Read with each version whether it is answered."""
        return super().get_queryset(request).with_use()

    @admin.display(description=_("Besvaret"), boolean=True)
    def answered(self, obj: Any) -> bool:
        """Whether answers rest on it, so that it stays as it is."""
        return obj.is_answered

    @admin.display(description=_("Ny version"))
    def new_version(self, obj: Questionnaire) -> str:
        """Offer to begin a new version from this one."""
        address = f"{reverse('admin:questionnaires_questionnaire_add')}?begin={obj.pk:d}"
        return format_html('<a href="{}">{}</a>', address, _("Ny version ud fra denne"))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill a new version with the questions and scale of the one it begins from."""
        number = request.GET.get("begin", "")
        known = number.isascii() and number.isdigit() and len(number) < 10
        source = Questionnaire.objects.filter(pk=int(number)).first() if known else None
        if source is None:
            return {}
        return {
            "programme": source.programme_id,
            "purpose": source.purpose,
            "scale": source.scale,
            "questions": source.questions,
        }

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change one that nobody has answered."""
        return super().has_change_permission(request, obj) and not getattr(obj, "is_answered", False)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tell in words what only the database saw, as when somebody answered in the meantime."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as error:
            messages.error(request, " ".join(readable(error, Questionnaire).messages))
            return redirect(request.path)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep a version in its programme and for its purpose."""
        return ("programme", "purpose") if obj else ()
