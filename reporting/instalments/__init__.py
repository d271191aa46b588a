"""The instalments of a grant: rules as objects, exact amounts, and their judgement on the closed months."""

from .amounts import amounts
from .judging import JudgedGrant, JudgedInstalment, instalments, judged_grants
from .measured import Judgement, Measured
from .rules import Rule, UnreadableRuleError, read_rule

__all__ = [
    "JudgedGrant",
    "JudgedInstalment",
    "Judgement",
    "Measured",
    "Rule",
    "UnreadableRuleError",
    "amounts",
    "instalments",
    "judged_grants",
    "read_rule",
]
