"""Answers to the questionnaires: assessments at some visitations, and progression over time for part of group 1.

They are no part of the data files (the contract has none), so they are stored after the load, in bulk.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pgtrigger
from django.db import connection, transaction
from psycopg2.extras import execute_values

from cases.codes import LEFT_PROGRAMME
from progression.codes import Respondent, purpose_of
from progression.models import Progression
from questionnaires.codes import Purpose
from questionnaires.models import Questionnaire

from .build import PROGRAMME
from .days import DATA_ENDS_ON, workday
from .texts import OWN_WORDS

ASSESSED = 0.35
#: The share of group 1 that is measured: nearly all where the demo is looked at, few elsewhere; and what is missed.
MEASURED_HERE, MEASURED, MISSED = 0.995, 0.3, 0.2
HERE = ("851", "810")
#: Measured somewhat sooner than every third month; who missed the last is overdue.
EVERY_DAYS, LATE = 80, 0.015
#: How well things stand at first, by group: the middle of the answers.
LEVEL = {"1": 3.1, "2": 2.1, "3": 1.7, "deferred": 2.4}
BATCH = 5_000

INTERVIEWS = """
    UPDATE visitation_visitation v SET interview_id = held.id
    FROM (
        SELECT DISTINCT ON (decided.id) decided.id AS visitation, contact.id
        FROM visitation_visitation decided JOIN cases_contact contact USING (citizen_id)
        WHERE contact.kind = 'samtale' AND contact.held_on BETWEEN decided.decided_on - 90 AND decided.decided_on
        ORDER BY decided.id, contact.held_on DESC, contact.id DESC
    ) held
    WHERE held.visitation = v.id
"""
DECISIONS = """
    SELECT v.id, v.citizen_id, v."group", v.decided_on, left_on.day, citizen.municipality_id IN %s
    FROM visitation_visitation v
    JOIN cases_citizen citizen ON citizen.id = v.citizen_id
    LEFT JOIN LATERAL (
        SELECT MIN(b.effective_on) AS day FROM cases_benefitchange b
        WHERE b.citizen_id = v.citizen_id AND b.benefit IN %s AND b.effective_on > v.decided_on
    ) left_on ON TRUE
    ORDER BY v.citizen_id, v.decided_on
"""
ASSESS = """
    UPDATE visitation_visitation v SET questionnaire_id = %d, answers = given.answers::jsonb
    FROM (VALUES %%s) given (id, answers) WHERE given.id = v.id
"""


@transaction.atomic
def store_answers(seed: int) -> tuple[int, int]:
    """Store assessments and measurements, the same for the same seed; return how many of each.

    The former versions of the visitations are not kept here: nobody corrected anything.
    """
    rng = np.random.default_rng([seed, 2])
    with connection.cursor() as cursor, pgtrigger.ignore("visitation.Visitation:changed_update"):
        cursor.execute(INTERVIEWS)
        cursor.execute(DECISIONS, [HERE, tuple(benefit.value for benefit in LEFT_PROGRAMME)])
        decisions = cursor.fetchall()
        assessed = _assess(cursor, decisions, rng)
    return assessed, _measure(decisions, rng)


def _asked(purpose: Purpose) -> Questionnaire:
    return Questionnaire.objects.get(programme=PROGRAMME, purpose=purpose, version=1)


def _assess(cursor: Any, decisions: list[tuple], rng: np.random.Generator) -> int:
    """Answer most of the questions at some of the visitations, around the level of the group."""
    asked = _asked(Purpose.VISITATION)
    rows = []
    for visitation, _citizen, group, *_days in decisions:
        if rng.random() < ASSESSED:
            rows.append((visitation, json.dumps(_answers(asked, LEVEL[group] + rng.normal(0, 0.5), rng))))
    execute_values(cursor, ASSESS % asked.pk, rows, page_size=BATCH)
    return len(rows)


def _answers(asked: Questionnaire, levels: Any, rng: np.random.Generator) -> dict[str, Any]:
    """Draw an answer to each question around its level (one for all, or one by key); a few are left out."""
    middle = [levels[one.key] if isinstance(levels, dict) else levels for one in asked.all_questions]
    drawn = np.clip(np.rint(rng.normal(middle, 0.55)), 1, len(asked.steps)).astype(int)
    left_out = rng.random(len(drawn)) < 0.06
    words = OWN_WORDS[rng.integers(0, len(OWN_WORDS))]
    return {
        question.key: int(value) if question.is_scale else words
        for question, value, out in zip(asked.all_questions, drawn, left_out, strict=True)
        if not out
    }


def _measure(decisions: list[tuple], rng: np.random.Generator) -> int:
    """Measure part of group 1 every third month from their first decision, by the citizen and the caseworker."""
    asked = {who: _asked(purpose_of(who)) for who in Respondent}
    rows: list[Progression] = []
    seen: set[int] = set()
    for _visitation, citizen, group, decided_on, left_on, here in decisions:
        if group != "1" or citizen in seen:
            continue
        seen.add(citizen)
        if rng.random() < (MEASURED_HERE if here else MEASURED):
            rows += _course(citizen, decided_on, left_on, asked, rng)
    Progression.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _course(citizen: int, begins: Any, left_on: Any, asked: dict, rng: np.random.Generator) -> list[Progression]:
    """Return one citizen's measurements: a slow rise or fall from a level of their own, some missed, few the last."""
    last = min(DATA_ENDS_ON, np.datetime64(left_on, "D") - 1) if left_on else DATA_ENDS_ON
    days = np.arange(np.datetime64(begins, "D") + 5, last + 1, np.timedelta64(EVERY_DAYS, "D"))
    days = workday(days + rng.integers(0, 10, len(days)), "forward")
    days = days[days <= last]
    forgotten = rng.random() < LATE
    keys = sorted({question.key for one in asked.values() for question in one.all_questions})
    level, rise = rng.normal(2.6, 0.9, len(keys)), rng.normal(0.12, 0.15)
    found = []
    for number, day in enumerate(days):
        is_last = number == len(days) - 1
        for who, questionnaire in asked.items():
            chance = forgotten if is_last else MISSED + (0.2 if who is Respondent.CASEWORKER else 0)
            missed = rng.random() < chance
            answers = _answers(questionnaire, dict(zip(keys, level + rise * number, strict=True)), rng)
            if answers and not missed:
                one = Progression(citizen_id=citizen, respondent=who, answered_on=day.item(), answers=answers)
                one.questionnaire = questionnaire
                found.append(one)
    return found
