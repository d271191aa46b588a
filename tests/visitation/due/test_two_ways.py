"""What is due, two independent ways: the union of the rules in SQL, and a plain reading of the same facts."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cases.models import Citizen, Programme
from visitation.due import Tab, all_rules, due

from . import oracle
from .facts import store
from .invented import ASKED, persons


class TwoWays(TestCase):
    """A database test case of its own, since hypothesis runs each example in a transaction."""

    @given(st.lists(persons(), min_size=1, max_size=4), st.sampled_from(ASKED))
    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    def test_rows_and_marks(self, members, on):
        programme, everyone = Programme.objects.get(pk="fsm1"), Citizen.objects.all()
        people = [(store(member).pk, member) for member in members]
        expected = [(pk, rule, since) for pk, member in people for rule, since in oracle.due(member, on).items()]
        found = due(on, programme, everyone)
        assert Counter((row.citizen, row.rule, row.since) for row in found) == Counter(expected)
        assert all(row.since <= on and row.since <= row.deadline for row in found)
        assert all(row.overdue == (row.deadline < on) for row in found)
        for citizen in everyone:
            alone = due(on, programme, Citizen.objects.filter(pk=citizen.pk))
            assert alone == [row for row in found if row.citizen == citizen.pk]
        for tab in Tab:
            of_tab = [rule for rule in all_rules() if rule.tab == tab]
            assert due(on, programme, everyone, rules=of_tab) == [row for row in found if row.about.tab == tab]
