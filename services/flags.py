"""Quality flags of claimed sheets: worked out when somebody looks, and kept nowhere.

Seen by the consultant who has the case in hand and by the lead of the centre only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial

from access.arrival import ARRIVALS_KEPT
from access.predicates import Series
from access.table import allowed, require
from aggregates.releases import boundary
from assessments.model import Assessment, Enterprise
from assessments.refusals import Refusal
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet
from scoring.flags import Flag, HandedIn, flags_of
from scoring.scorecard import Scorecard
from services.context import Context
from services.dossier import Dossier
from services.editions import default_rubric, pinned
from services.rounds import round_before
from services.sheets import Records, score, sheet_of
from services.usual import kind_of, usual_of, values_of

Case = tuple[Assessment, Enterprise]
Before = tuple[Records, Scorecard | None]  # the claim of the round before, and what it was worth
NOTHING: Before = ({}, None)


def flags_in(ctx: Context, dossier: Dossier) -> tuple[Flag, ...]:
    """What deserves a second look on the claimed sheet of a case. Raises NotAllowed."""
    require(ctx.actor, "flags.read", dossier.assessment)
    own = dossier.assessment
    earlier = dossier.earlier
    sheet = _handed_in(
        ctx,
        dossier.questionnaire,
        (dossier.enterprise, dossier.claimed, dossier.card("claimed")),
        NOTHING if earlier is None else (earlier.claimed, earlier.stored.get("claimed")),
        _equals(ctx, [own.id]).get(own.id, 0),
    )
    return flags_of(dossier.questionnaire, dossier.rubric, [sheet])[0]


def flag_counts(ctx: Context, cases: Iterable[Assessment]) -> Mapping[str, int]:
    """How many flags each case has, by the id of its assessment; for a page of a list.

    A claim does not change once it is handed in, so the counts are held until the month ends or
    the same answers come in once more. A case whose edition is lost is not there.

    Raises NotAllowed.
    """
    wanted = list(cases)
    for each in wanted:
        require(ctx.actor, "flags.read", each)
    if not wanted:
        return {}
    rows = ctx.store.assessments(records={each.enterprise for each in wanted})
    before = {each.id: _before(ctx, each, rows) for each in wanted}
    equals = _equals(ctx, [each.id for each in wanted])
    month = boundary(ctx.now())
    keys = {each.id: (month, before[each.id], equals.get(each.id, 0)) for each in wanted}
    found = {id: ctx.held.known(f"flags:{id}", key) for id, key in keys.items()}
    new = [each for each in wanted if found[each.id] is None]
    for id, flags in _found(ctx, new, {firm.id: firm for _, firm in rows}, before, equals).items():
        found[id] = ctx.held.value(f"flags:{id}", keys[id], partial(len, flags))
    return {id: count for id, count in found.items() if count is not None}


def _found(
    ctx: Context,
    cases: Sequence[Assessment],
    firms: Mapping[str, Enterprise],
    before: Mapping[str, str],
    equals: Mapping[str, int],
) -> Mapping[str, tuple[Flag, ...]]:
    """The flags of cases, read and judged together."""
    ids = {each.id for each in cases} | {before[each.id] for each in cases if before[each.id]}
    answers, _ = ctx.store.all_answers(ids)
    cards = ctx.store.scorecards(ids)
    found: dict[str, tuple[Flag, ...]] = {}
    for questionnaire, own in _by_edition(ctx, cases):
        sheets = []
        for each in own:
            now, then = (
                (answers.get((id, "claimed"), {}), cards.get((id, "claimed")))
                for id in (each.id, before[each.id])
            )
            claim = firms[each.enterprise], *now
            sheets.append(_handed_in(ctx, questionnaire, claim, then, equals.get(each.id, 0)))
        flags = flags_of(questionnaire, default_rubric(questionnaire), sheets)
        found |= {each.id: told for each, told in zip(own, flags, strict=True)}
    return found


def _handed_in(
    ctx: Context,
    questionnaire: Questionnaire,
    claim: tuple[Enterprise, Records, Scorecard | None],
    before: Before,
    equals: int,
) -> HandedIn:
    firm, claimed, stored = claim
    then, card_before = before
    sheet: Sheet = sheet_of(questionnaire, firm, claimed)
    card = stored or score(questionnaire, sheet)
    rarity = usual_of(ctx, questionnaire, kind_of(sheet.facts)).rarity(values_of(card))
    return HandedIn(
        sheet=sheet,
        times={id: each.at for id, each in claimed.items() if each.value is not None},
        card=card,
        before=card_before,
        equals=equals,
        rare=rarity.rare,
        compared=rarity.compared,
        repeated=frozenset(
            id for id, each in claimed.items() if id in then and then[id].value == each.value
        ),
    )


def _by_edition(
    ctx: Context, cases: Sequence[Assessment]
) -> Iterable[tuple[Questionnaire, Sequence[Assessment]]]:
    """The cases by the edition that they are pinned to, as far as it is at hand."""
    found: dict[str, tuple[Questionnaire, list[Assessment]]] = {}
    for each in cases:
        if each.digest not in found:
            with suppress(Refusal):
                found[each.digest] = pinned(ctx.settings, each), []
        if each.digest in found:
            found[each.digest][1].append(each)
    return found.values()


def _before(ctx: Context, own: Assessment, rows: Sequence[Case]) -> str:
    """The id of the round before, "" where there is none that the actor may see."""
    rounds = [each for each, _ in rows if each.enterprise == own.enterprise]
    found = round_before(own, rounds)
    if found is None or not allowed(ctx.actor, "series.read", Series(found, own)):
        return ""
    return found.id


def _equals(ctx: Context, ids: Sequence[str]) -> Mapping[str, int]:
    """How many other enterprises handed in the very same answers, by assessment."""
    since = ctx.now() - ARRIVALS_KEPT
    sheets: dict[str, str] = {}
    firms: dict[str, set[str]] = defaultdict(set)
    own: dict[str, str] = {}
    for arrival, firm in ctx.store.arrivals(since, alike=ids):
        if arrival.sheet is not None:
            who = firm.credit_code or firm.id
            firms[arrival.sheet].add(who)
            sheets[arrival.assessment], own[arrival.assessment] = arrival.sheet, who
    return {id: len(firms[sheets[id]] - {own[id]}) for id in ids if id in sheets}
