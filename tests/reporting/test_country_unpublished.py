"""The page of the whole country before anything of it is published."""

import pytest
from django.http import Http404, QueryDict

from accounts.lists import find_list
from reporting.closing import close_month
from reporting.months import Month
from tests import people

MARCH = "/landet/2018-03/"


@pytest.mark.django_db
def test_what_is_not_published_only_the_agency_sees(client, star, manager):
    people.a_member(group="1")
    close_month(Month(2018, 3))
    client.force_login(star)
    assert client.get(MARCH).status_code == 200
    client.force_login(manager)
    assert client.get(MARCH).status_code == 404 and "ikke udgivet" in client.get(MARCH).content.decode()
    with pytest.raises(Http404):
        find_list("hele-landet").table(manager, QueryDict("maaned=2018-03"))


@pytest.mark.django_db
def test_before_the_first_release_it_says_so(client, star):
    client.force_login(star)
    assert "Ingen måned er udgivet endnu" in client.get("/landet/").content.decode()
