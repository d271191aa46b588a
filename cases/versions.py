"""Which version of a registration somebody looked at, and what has become of it since.

The version is the number of the latest former version that the database keeps: nothing is written
for it, and a change made outside the pages counts as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max

if TYPE_CHECKING:
    from django.db.models import Field

    from .models import Citizen, Company, CompanyAgreement
    from .models.registration import Registration

    Versioned = Registration | Citizen | Company | CompanyAgreement

#: Fields that are about the row, not about the citizen.
BOOKKEEPING = {"id", "citizen", "created_at", "created_by", "form_token", "user"}


def former_versions(model: type[Versioned]) -> Any:
    """Return what the database keeps of ``model``: each row as it was before a change or a deletion."""
    return model._meta.get_field("events").related_model.objects  # type: ignore[union-attr]


def version_of(instance: Versioned) -> int:
    """Return the version of what is stored now; 0 when it has never been changed."""
    found = former_versions(type(instance)).filter(pgh_obj_id=instance.pk).aggregate(latest=Max("pgh_id"))
    return found["latest"] or 0


def seen_version(instance: Versioned, version: int | None) -> int:
    """Return the version a form says it was opened with; one that is not there yet stands for none."""
    given = version or 0
    return given if given <= version_of(instance) else 0


def latest_of(instance: Versioned) -> Versioned | None:
    """Return the row as it is stored now, locked until the transaction ends; None when it has been deleted."""
    manager = type(instance)._default_manager
    return manager.select_for_update(of=("self",)).filter(pk=instance.pk).first()


def was_deleted(model: type[Registration], citizen: Citizen, pk: int) -> bool:
    """Tell whether the citizen had such a registration once."""
    return former_versions(model).filter(citizen=citizen, pgh_obj_id=pk, pgh_label="deleted").exists()


def told_fields(model: type[Versioned]) -> list[Field]:
    """Return the fields that say something about the citizen or company, not about the row; none that is computed."""
    fields = model._meta.concrete_fields
    return [field for field in fields if field.name not in BOOKKEEPING and not getattr(field, "generated", False)]


def seen_at(stored: Versioned, version: int) -> Any:
    """Return the registration as it was in ``version``; None when that is how it is still stored."""
    since = former_versions(type(stored)).filter(pgh_obj_id=stored.pk, pgh_id__gt=version)
    return since.order_by("pgh_id").first()


def has_changed(stored: Versioned, version: int) -> bool:
    """Tell whether the registration says something else now than in ``version``."""
    seen = seen_at(stored, version)
    return seen is not None and any(
        getattr(seen, field.attname) != getattr(stored, field.attname) for field in told_fields(type(stored))
    )
