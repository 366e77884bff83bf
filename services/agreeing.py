"""How far two consultants who verified the same cases alone agree, for the lead of their centre."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from access.table import require
from aggregates.items.agreement import icc
from aggregates.items.estimates import SampleFigure
from aggregates.items.kappa import PAIRS, weighted_kappa
from aggregates.items.reading import ItemReading, read_items
from assessments.facts import facts_of
from assessments.model import HANDED_IN, Assessment, Enterprise
from assessments.seconding import SecondFinding
from questionnaires.columns import Columns, columns_of
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.sheet import Sheet
from scoring.card import scorecards_of
from scoring.scorecard import Scorecard
from services.context import Context
from services.editions import default_rubric, pinned
from services.seconding import findings, records_of
from services.sheets import Records, sheet_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SecondedCase:
    """A case of the centre that somebody was asked to verify a second time.

    ``cards``: what the first and the second one's findings are worth, both by the same rubric of
    now; None until both are done, as is all below it. ``firsts`` and ``seconds`` are those
    findings, ``claims`` what was claimed.
    """

    assessment: Assessment
    enterprise: Enterprise
    finding: SecondFinding
    cards: tuple[Scorecard, Scorecard] | None = None
    questionnaire: Questionnaire | None = None
    claims: Records | None = None
    firsts: Records | None = None
    seconds: Records | None = None


@dataclass(frozen=True)
class ItemAgreement:
    """Of ``n`` cases in which both looked at the item, in ``alike`` they found the same."""

    item: Item
    n: int
    alike: int
    kappa: SampleFigure


@dataclass(frozen=True)
class Agreement:
    """What the pairs of one edition say. ``needed``: of fewer pairs no coefficient is told."""

    questionnaire: Questionnaire
    pairs: int
    needed: int
    totals: SampleFigure
    levels: SampleFigure
    items: tuple[ItemAgreement, ...]


@dataclass(frozen=True)
class AgreementView:
    """The cases, the last asked first, and the agreement of each edition, most pairs first.

    ``askable``: the cases that somebody has alone and nobody was asked about, the last handed in
    first.
    """

    cases: tuple[SecondedCase, ...]
    agreements: tuple[Agreement, ...]
    askable: tuple[tuple[Assessment, Enterprise], ...]


def agreement(ctx: Context) -> AgreementView:
    """All of the actor's centre."""
    require(ctx.actor, "second.compare", ctx.actor.centre)
    found = findings(ctx)
    of_centre = ctx.store.assessments(stages=HANDED_IN, centre=ctx.actor.centre or "")
    asked = [each for each in of_centre if each[0].id in found]
    done = [each for each in asked if _is_done(each[0], found[each[0].id])]
    answers, _ = ctx.store.all_answers([assessment.id for assessment, _ in done])
    by_edition: dict[str, list[SecondedCase]] = {}
    for assessment, enterprise in done:
        case = SecondedCase(
            assessment=assessment,
            enterprise=enterprise,
            finding=found[assessment.id],
            claims=answers.get((assessment.id, "claimed"), {}),
            firsts=answers.get((assessment.id, "verified"), {}),
            seconds=records_of(assessment.id, found[assessment.id]),
        )
        by_edition.setdefault(assessment.digest, []).append(case)
    judged = [_judged(ctx, cases) for cases in by_edition.values()]
    compared = {each.assessment.id: each for cases, _ in judged for each in cases}
    cases = [
        compared.get(assessment.id) or SecondedCase(assessment, enterprise, found[assessment.id])
        for assessment, enterprise in asked
    ]
    askable = [
        each for each in of_centre if each[0].consultant is not None and each[0].id not in found
    ]
    return AgreementView(
        cases=tuple(sorted(cases, key=lambda each: each.finding.asked_at, reverse=True)),
        agreements=tuple(sorted((each for _, each in judged), key=lambda each: -each.pairs)),
        askable=tuple(reversed(askable)),
    )


def _is_done(assessment: Assessment, found: SecondFinding) -> bool:
    """Whether both are done, and the second one never had the case in hand."""
    apart = assessment.consultant not in (None, found.by)
    return assessment.signed and found.done_at is not None and apart


def _judged(ctx: Context, cases: Sequence[SecondedCase]) -> tuple[list[SecondedCase], Agreement]:
    """Cases of one edition with what both findings are worth, and how far they agree."""
    questionnaire = pinned(ctx.settings, cases[0].assessment)
    rubric = default_rubric(questionnaire)
    sides = [
        [
            sheet_of(questionnaire, each.enterprise, each.claims or {}, side or {})
            for each, side in zip(cases, found, strict=True)
        ]
        for found in ([each.firsts for each in cases], [each.seconds for each in cases])
    ]
    cards = [scorecards_of(questionnaire, rubric, sheets) for sheets in sides]
    compared = [
        replace(each, questionnaire=questionnaire, cards=pair)
        for each, pair in zip(cases, zip(*cards, strict=True), strict=True)
    ]
    first, second = (
        read_items(questionnaire, rubric, _columns(questionnaire, cases, sheets))
        for sheets in sides
    )
    totals = np.array([[_number(card.total) for card in side] for side in cards]).T
    levels = [
        np.array([_number(card.level.number if card.level else None) for card in side])
        for side in cards
    ]
    return compared, Agreement(
        questionnaire=questionnaire,
        pairs=len(cases),
        needed=PAIRS,
        totals=icc(totals, PAIRS),
        levels=weighted_kappa(levels[0], levels[1]),
        items=tuple(
            _item(item, first[item.id], second[item.id], _looked_at(item, cases))
            for item in questionnaire.scored
        ),
    )


def _columns(
    questionnaire: Questionnaire, cases: Sequence[SecondedCase], sheets: Sequence[Sheet]
) -> Columns:
    facts = [facts_of(each.enterprise) for each in cases]
    return columns_of(questionnaire, [each.answers for each in sheets], facts)


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)


def _looked_at(item: Item, cases: Sequence[SecondedCase]) -> NDArray[np.bool_]:
    """In which cases both gave a finding of their own; a claim that stands is none."""
    parts = {item.id, item.part, item.whole}

    def given(records: Records | None) -> bool:
        return any(
            record.value is not None for id, record in (records or {}).items() if id in parts
        )

    return np.array([given(each.firsts) and given(each.seconds) for each in cases])


def _item(
    item: Item, first: ItemReading, second: ItemReading, looked_at: NDArray[np.bool_]
) -> ItemAgreement:
    both = looked_at & first.asked & second.asked
    same = (first.rungs == second.rungs).all(axis=0) & (first.answered == second.answered)
    answered = both & first.answered & second.answered
    one, other = (np.where(answered, _places(item, each), np.nan) for each in (first, second))
    return ItemAgreement(
        item=item,
        n=int(both.sum()),
        alike=int((both & same).sum()),
        kappa=weighted_kappa(one, other),
    )


def _places(item: Item, found: ItemReading) -> Floats:
    """Where each answer stands: the number of its rung; of several ticks what they are worth."""
    if item.kind is Kind.MULTI:
        return found.values
    places: Floats = found.rungs.argmax(axis=0).astype(np.float64)
    return places
