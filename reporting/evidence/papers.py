"""Whether an instalment's documentation is there and rests on what was claimed: what both sides of a claim look for."""

from __future__ import annotations

from dataclasses import dataclass

from ..claims.standing import GrantStanding, Standing
from .models import Documentation


@dataclass(frozen=True)
class Papers:
    """The newest signed documentation of an instalment. ``fits``: it rests on the very closes of the claim."""

    latest: Documentation | None
    fits: bool


def papers_of(grant: GrantStanding) -> dict[int, Papers]:
    """Return the papers of each instalment by its number: one query."""
    newest = Documentation.objects.filter(grant=grant.grant.pk).order_by("number", "-version").distinct("number")
    signed = {one.number: one for one in newest}
    return {one.number: _papers(one, signed.get(one.number)) for one in grant.instalments}


def _papers(one: Standing, latest: Documentation | None) -> Papers:
    if latest is None or not (rests_on := _rests_on(one)):  # sent back and met no more: there is nothing to fit
        return Papers(latest, True)
    documented = {(month["closed"], month["version"]) for month in latest.content["months"]}
    return Papers(latest, documented == rests_on)


def _rests_on(one: Standing) -> set[tuple[str, int]]:
    """Return the closes of the claim that stands, or before any those it is judged on now."""
    if one.claim is not None:
        return {(count["closed"], count["version"]) for count in one.claim.counts}
    return {(str(close.closed), close.version) for close in one.judged.judgement.rests_on}
