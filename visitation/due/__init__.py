"""What is due: rules from dates and facts to what is to be done, for whom, since when.

Every rule is a statement over the same facts of the citizens asked about (``person.sql``), as of one day and for one
programme, whose parameters hold the limits. The list, the number on a tab and the mark on a case are the same rows:

    due(on, programme, citizens)             rows: rule, citizen, since, deadline, overdue, registration

Everything is a function of the day and the registrations; nothing is stored, so nothing can be missed.
"""

from . import group_1, interviews, measures, offers, progression, rehabilitation, visiting  # noqa: F401  # they enter their rules
from .catalogue import Rule, Tab, all_rules, find_rule
from .query import Count, Due, due

__all__ = ["Count", "Due", "Rule", "Tab", "all_rules", "due", "find_rule"]
