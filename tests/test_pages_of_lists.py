"""The pages of a list together hold each row once, also where many rows sort alike and are changed meanwhile."""

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import QueryDict

from accounts.access_log import log_access_to_many
from accounts.lists import find_list
from accounts.models import AccessAction, AccessLogEntry
from cases.models import Citizen, Company
from tests import people

pytestmark = pytest.mark.django_db
ROWS = 60


def citizens(user) -> None:
    for _one in range(ROWS):
        people.a_citizen()


def companies(user) -> None:
    Company.objects.bulk_create(Company(name=f"Firma {n}", municipality_id="851", town="Aalborg") for n in range(ROWS))


def entries(user) -> None:
    log_access_to_many(user, AccessAction.READ, "list", [people.a_citizen().pk] * ROWS)


@pytest.mark.parametrize(
    ("who", "address", "name", "make", "model"),
    [
        ("manager", "/borgere/?sort=unit", "borgere", citizens, Citizen),
        ("manager", "/virksomheder/?sort=-town", "virksomheder", companies, Company),
        ("administrator", "/konto/adgangslog/?sort=-at", "adgangslog", entries, AccessLogEntry),
    ],
)
def test_each_row_stands_on_one_page_and_where_the_workbook_has_it(request, as_user, who, address, name, make, model):
    user = request.getfixturevalue(who)
    make(user)
    if model is not AccessLogEntry:  # which nobody changes
        for pk in model.objects.order_by("pk").values_list("pk", flat=True)[:5]:
            model.objects.filter(pk=pk).update(name=Concat("name", Value("s")))  # it stands last in the file now
    client, shown = as_user(user), []
    for number in range(1, 6):
        table = client.get(f"{address}&page={number}").context["table"]
        shown += [row.record.pk for row in table.paginated_rows] if table.page.number == number else []
    assert len(shown) >= ROWS and shown == sorted(set(shown), reverse="sort=-" in address), "the newest first in both"
    whole = find_list(name).table(user, QueryDict(address.partition("?")[2]))
    assert [row.record.pk for row in whole.rows][:ROWS] == shown[:ROWS]
