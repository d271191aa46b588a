"""The form of a target with its milestones, and the one that deletes it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import F
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from cases.changes import readable, recorded_change
from cases.forms.dates import DateInput
from cases.forms.fields import ReasonField, VersionField

from ..fulltime import BENEFITS
from .measuring import MEASURABLE
from .models import Measure, Milestone, Target
from .rules import check_now

if TYPE_CHECKING:
    from accounts.models import User

#: Room for so many milestones, and so many empty lines for new ones.
MOST_MILESTONES, EMPTY_LINES = 12, 4
#: No plan begins before this; an earlier year is a slip.
EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 1, 1)

#: At which field a refusal of the database is shown.
FIELD_OF_RULE = {
    "target_called_once": "name",
    "target_measures_one_thing": "measure",
    "target_ages_in_order": "to_age",
    "target_start_is_a_number": "start_value",
    "target_goes_one_way": "direction",
    "target_has_a_milestone": "due_on_1",
    "one_milestone_a_day": "due_on_1",
    "milestone_after_the_start": "due_on_1",
    "milestone_leads_there": "value_1",
    "milestone_is_a_percent": "value_1",
    "milestone_is_a_number": "value_1",
}


class ValueField(forms.DecimalField):
    """A number of people or a percent, written the Danish way."""

    def __init__(self, **kwargs: Any):
        super().__init__(max_digits=9, decimal_places=2, min_value=Decimal(0), localize=True, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "class": "input-char-8"}


class DayField(forms.DateField):
    """A day within the years that a plan can be about."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=DateInput, **kwargs)

    def validate(self, value: date | None) -> None:
        """Refuse a slip of the year."""
        super().validate(value)
        if value is not None and not EARLIEST <= value < LATEST:
            raise ValidationError(_("Kontrollér årstallet."))


def _short(value: Decimal) -> Decimal | int:
    """Return a value as one would type it: without decimals where it has none."""
    return int(value) if value == int(value) else value


class TargetForm(forms.ModelForm):
    """A target with its milestones. Everything is stored at once or nothing; a change says why."""

    indicator = forms.ChoiceField(label=_("Tal"), required=False)
    benefit = forms.ChoiceField(label=_("Ydelse"), required=False)
    starts_on = DayField(label=_("Startdato"))
    start_value = ValueField(label=_("Startværdi"), help_text=_("Borgere eller procent, som målet er opgjort i."))
    version = VersionField()

    class Meta:
        model = Target
        fields = (
            *("name", "measure", "benefit", "from_age", "to_age", "indicator"),
            *("direction", "starts_on", "start_value"),
        )
        widgets = {"measure": forms.RadioSelect, "direction": forms.RadioSelect}

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self.changed_meanwhile = False
        self.fields["measure"].choices = Measure.choices
        self.fields["indicator"].choices = [("", "–"), *((one.key, one.label) for one in MEASURABLE)]
        self.fields["benefit"].choices = [("", "–"), *((one.value, one.label) for one in BENEFITS)]
        for name in ("from_age", "to_age"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "input-char-4"}
        self.initial["version"] = self.instance.revision
        if self.instance.pk:
            self.initial["start_value"] = _short(self.instance.start_value)
        for name in ("benefit", "indicator"):
            self.fields[name].needed_here = True  # by one measure or the other: do not call it optional
        self._add_milestones()
        if self.instance.pk:
            self.fields["reason"] = ReasonField()

    def _add_milestones(self) -> None:
        """Give the stored milestones a line each, and some empty ones."""
        stored = list(self.instance.milestones.all()) if self.instance.pk else []
        self.lines = range(1, min(len(stored) + EMPTY_LINES, max(MOST_MILESTONES, len(stored))) + 1)
        if self.is_bound:
            self.lines = range(1, MOST_MILESTONES + 1)
        for line in self.lines:
            values = {"line": line}
            self.fields[f"due_on_{line}"] = DayField(label=_("Dato, milepæl %(line)s") % values, required=False)
            self.fields[f"value_{line}"] = ValueField(label=_("Værdi, milepæl %(line)s") % values, required=False)
            self.fields[f"due_on_{line}"].needed_here = self.fields[f"value_{line}"].needed_here = True
        for line, one in enumerate(stored, start=1):
            self.initial |= {f"due_on_{line}": one.due_on, f"value_{line}": _short(one.value)}

    @property
    def milestone_lines(self) -> list[tuple[BoundField, BoundField]]:
        """The lines to show: those in use and some empty ones."""
        lines = [(self[f"due_on_{line}"], self[f"value_{line}"]) for line in self.lines]
        used = [number for number, (due, value) in enumerate(lines) if due.value() or value.value() or due.errors]
        return lines[: max(used, default=-1) + 1 + EMPTY_LINES]

    @property
    def plain_fields(self) -> list[BoundField]:
        """The fields before the milestones."""
        return [self[name] for name in self.Meta.fields]

    def clean(self) -> dict[str, Any]:
        """Ask for both parts of a milestone, and drop what the chosen measure has no use for."""
        cleaned = super().clean() or self.cleaned_data
        for line in self.lines:
            due, value = f"due_on_{line}", f"value_{line}"
            if due in self.errors or value in self.errors:
                continue
            if cleaned.get(due) is None and cleaned.get(value) is not None:
                self.add_error(due, _("Skriv også datoen."))
            if cleaned.get(due) is not None and cleaned.get(value) is None:
                self.add_error(value, _("Skriv også værdien."))
        if cleaned.get("measure") == Measure.FULL_TIME:
            cleaned["indicator"] = ""
        elif cleaned.get("measure"):
            cleaned |= {"benefit": "", "from_age": None, "to_age": None}
        return cleaned

    def milestones(self) -> list[tuple[date, Decimal]]:
        """Return the milestones that are filled in."""
        filled = ((self.cleaned_data[f"due_on_{n}"], self.cleaned_data[f"value_{n}"]) for n in self.lines)
        return [(due, value) for due, value in filled if due is not None]

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the rules to the database: it knows them all, and they are shown at the field all the same."""
        return {field.name for field in Target._meta.fields}

    def validate_constraints(self) -> None:
        """Leave them to the database."""

    def store(self) -> bool:
        """Store the target with its milestones; show what the database refuses at its field."""
        try:
            with recorded_change(self.user, self.cleaned_data.get("reason", "")):
                if not self._take_turn():
                    self.changed_meanwhile = True
                    return False
                self.instance.save()
                self._store_milestones()
                check_now()
        except IntegrityError as error:
            model = Milestone if "milestone" in str(error) else Target
            refusal = readable(error, model)
            field = FIELD_OF_RULE.get(refusal.code or "")
            self.add_error(field if field in self.fields else None, refusal)
            return False
        return True

    def _take_turn(self) -> bool:
        """Count the change, unless another has changed the target since the form was opened."""
        if not self.instance.pk:
            return True
        seen = self.cleaned_data["version"] or 0
        turned = Target.objects.filter(pk=self.instance.pk, revision=seen).update(revision=F("revision") + 1)
        self.instance.revision = seen + 1
        return bool(turned)

    def _store_milestones(self) -> None:
        """Make the stored milestones those of the form; one whose day stays is changed, so that its history goes on."""
        wanted = self.milestones()
        kept = {one.due_on: one for one in self.instance.milestones.all()}
        self.instance.milestones.exclude(due_on__in=[due for due, _value in wanted]).delete()
        new = []
        for due, value in wanted:
            one = kept.pop(due, None)
            if one is None:
                new.append(Milestone(target=self.instance, due_on=due, value=value))
            elif one.value != value:
                one.value = value
                one.save(update_fields=["value"])
        Milestone.objects.bulk_create(new)


class DeleteTargetForm(forms.Form):
    """Asks why a target is deleted; it and its milestones stay in the history."""

    reason = ReasonField(
        label=_("Begrundelse for sletningen"),
        help_text=_("Gemmes i historikken, så andre kan se, hvorfor det blev slettet."),
    )
