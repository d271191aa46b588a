"""A name is something one can see, in every form and in a data file alike."""

from uuid import uuid4

import pytest

from cases.importing.cells import CellError, name_reader
from cases.models import Citizen, Company, Facilitator
from cases.names import wrong_name
from cases.person import version_of
from tests import people

NO_NAMES = [
    "\u200b",
    "\u200b\u2060\ufeff",
    "\u00ad \u200d",
    "\u3164",
    "\u2800",
    "\u0301",
    "\U000e0041",
    "An\x07na",
    "\x7f",
]
NAMES = [
    "Anna",
    "Øjvind Åkjær-Sørensen",
    "José",
    "Jose\u0301",
    "Ng",
    "李",
    "3B",
    "&",
    "Anna\tBerg",
    "می\u200cخواهم",
    "☕",
]


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_nobody_sees_is_no_name(text):
    assert wrong_name(text)
    with pytest.raises(CellError):
        name_reader(200)(text)


@pytest.mark.parametrize("text", NAMES)
def test_what_people_and_companies_are_called_is_a_name(text):
    assert not wrong_name(text)
    assert name_reader(200)(text) == text


def test_a_name_in_a_file_has_room_too():
    with pytest.raises(CellError, match="for lang"):
        name_reader(3)("Anna")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "field", "others"),
    [
        ("/borgere/{pk}/stamdata/", "name", {"reason": "Gift"}),
        ("/borgere/{pk}/ny/formidler/", "name", {"start": "2018-05-01"}),
        ("/borgere/{pk}/ny/tilbud/", "company_name", {"kind": "mentor", "start": "2018-05-01"}),
        ("/virksomheder/ny/", "name", {}),
    ],
)
def test_the_forms_say_so_at_the_name(as_user, caseworker, path, field, others):
    citizen = people.a_member(name="Berit Berg")
    sent = {field: "\u200b\u200b", "form_token": str(uuid4()), "version": version_of(citizen), **others}
    page = as_user(caseworker).post(path.format(pk=citizen.pk), sent)
    assert "ingen synlige tegn" in str(page.context["form"].errors[field])
    citizen.refresh_from_db()
    assert citizen.name == "Berit Berg"
    assert not Company.objects.exists() and not Facilitator.objects.exists() and Citizen.objects.count() == 1
