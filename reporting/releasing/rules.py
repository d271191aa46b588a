"""What the database refuses about releases, whatever code asks: the order of states, and what is published stays."""

from __future__ import annotations

from collections.abc import Sequence

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.history import refuse

#: From which state a release may come into which. Going back means withdrawing an approval or checking anew.
STEPS = (("closed", "checked"), ("checked", "checked"), ("checked", "approved"), ("approved", "checked"))

#: What to say when a trigger refuses; each is raised under this name.
MESSAGES = {
    "release_starts_closed": _("En udgivelse begynder som lukket."),
    "release_steps_in_order": _("En udgivelse bliver først kontrolleret, så godkendt, så udgivet, ét trin ad gangen."),
    "release_is_audited": _("Udgivelsen kan ikke godkendes: Kontrollen af små tal er ikke gennemført."),
    "release_at_its_time": _("Udgivelsen kan ikke ske før det fastsatte tidspunkt."),
    "release_corrects_the_newest": _("En nyere version er udgivet, eller det er ikke den nyeste udgivne, der rettes."),
    "release_says_what_changed": _("Skriv, hvad der er rettet i forhold til den udgivne version."),
    "published_stays": _("Det udgivne kan ikke ændres eller slettes. Ret det med en ny version."),
}

_IN_ORDER = " OR ".join(
    f"(OLD.state = '{before}' AND NEW.state = '{after}')" for before, after in (*STEPS, ("approved", "published"))
)
#: Every close that the release shows has its audited pattern.
_UNAUDITED = """
    SELECT 1 FROM reporting_monthclose own, LATERAL unnest(own.series || own.id) shown(id)
    LEFT JOIN reporting_releasepattern p ON p.close_id = shown.id AND p.exposed_cells = 0
    WHERE own.id = NEW.close_id AND p.id IS NULL
"""
#: The published releases of the same month.
_PUBLISHED = """
    FROM reporting_release r JOIN reporting_monthclose c ON c.id = r.close_id
    JOIN reporting_monthclose own ON own.programme_id = c.programme_id AND own.month = c.month
    WHERE own.id = NEW.close_id AND r.state = 'published'
"""


#: What an update must not do, in the order in which a person should hear of it.
_REFUSED = (
    ("OLD.state = 'published'", "published_stays"),
    (f"NOT ({_IN_ORDER})", "release_steps_in_order"),
    (f"NEW.state IN ('approved', 'published') AND EXISTS ({_UNAUDITED})", "release_is_audited"),
    ("NEW.state = 'published' AND NEW.publish_at > clock_timestamp()", "release_at_its_time"),
    (
        f"""NEW.state = 'published' AND (
            NEW.corrects_id IS DISTINCT FROM (SELECT r.close_id {_PUBLISHED} ORDER BY c.version DESC LIMIT 1)
            OR EXISTS (SELECT 1 {_PUBLISHED} AND c.version > own.version)
        )""",
        "release_corrects_the_newest",
    ),
    (
        f"NEW.state IN ('approved', 'published') AND NEW.what_changed = '' AND EXISTS (SELECT 1 {_PUBLISHED})",
        "release_says_what_changed",
    ),
)


def release_rules() -> list[pgtrigger.Trigger]:
    """Return the triggers of a release."""
    return [
        _before("starts_closed", pgtrigger.Insert, [("NEW.state <> 'closed'", "release_starts_closed")]),
        _before("steps", pgtrigger.Update, _REFUSED),
        pgtrigger.Trigger(
            name="kept",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=refuse("published_stays", "a release is never deleted"),
        ),
    ]


def _before(name: str, operation: pgtrigger.Operation, refused: Sequence[tuple[str, str]]) -> pgtrigger.Trigger:
    """Return the trigger that refuses a row by the first rule whose condition holds."""
    tests = [f"IF {condition} THEN {refuse(rule, rule.replace('_', ' '))} END IF;" for condition, rule in refused]
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=operation, func=" ".join([*tests, "RETURN NEW;"])
    )


def unchanged() -> list[pgtrigger.Trigger]:
    """Return the rule that a published file stays as it is."""
    return [
        pgtrigger.Trigger(
            name="frozen",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=refuse("published_stays", "a published file never changes"),
        )
    ]


def state_constraints() -> list[models.BaseConstraint]:
    """Return the rules within one row: each state has its dates and persons, in their order."""
    q = models.Q
    checked = q(checked_at__isnull=False, findings__isnull=False)
    not_approved = q(approved_at__isnull=True, approved_by__isnull=True, publish_at__isnull=True)
    approved = q(approved_at__isnull=False, approved_by__isnull=False, publish_at__isnull=False)
    not_published = q(published_at__isnull=True, published_by__isnull=True, corrects__isnull=True)
    published = q(published_at__isnull=False, published_by__isnull=False)
    return [
        models.CheckConstraint(
            name="release_state_has_its_dates",
            condition=(q(state="closed", checked_at__isnull=True, findings__isnull=True) & not_approved & not_published)
            | (q(state="checked") & checked & not_approved & not_published)
            | (q(state="approved") & checked & approved & not_published)
            | (q(state="published") & checked & approved & published),
            violation_error_message=_("Hver tilstand skal have sin dato og person."),
        ),
        models.CheckConstraint(
            name="release_dates_in_order",
            condition=(q(approved_at__isnull=True) | q(approved_at__gte=models.F("checked_at")))
            & (
                q(published_at__isnull=True)
                | (q(published_at__gte=models.F("approved_at")) & q(published_at__gte=models.F("publish_at")))
            ),
            violation_error_message=_("Datoerne skal ligge i rækkefølge: kontrolleret, godkendt, udgivet."),
        ),
        models.CheckConstraint(
            name="release_findings_are_answered",
            condition=q(approved_at__isnull=True) | q(findings=[]) | ~q(remark=""),
            violation_error_message=_("Kontrollen har fund. Skriv, hvorfor tallene kan udgives alligevel."),
        ),
    ]
