"""Help for the tests of claims: a municipality whose instalments are met, and the steps of a claim."""

from cases.models import Grant
from reporting.claims.standing import GrantStanding, standings
from reporting.claims.steps import Asked, take_step


def where(grant) -> GrantStanding:
    """Return where a grant stands now."""
    return standings(Grant.objects.select_related("programme").filter(pk=grant.pk))[0]


def step(grant, number: int, name: str, user, **values):
    """Take a step on the page as it stands now."""
    return take_step(Asked(grant.pk, number, name, where(grant)[number].sequence), user, **values)


def paid(grant, number: int, manager, star) -> None:
    """Take an instalment all the way."""
    step(grant, number, "claimed", manager)
    step(grant, number, "approved", star)
    step(grant, number, "paid", star, amount_dkk=where(grant)[number].amount_dkk)
