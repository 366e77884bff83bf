"""The flags of many sheets of one questionnaire at once; a single sheet is a batch of one."""

from collections.abc import Iterator, Sequence

from questionnaires.columns import columns_of
from questionnaires.conditions import TRUE, Routes, asking, route
from questionnaires.contradictions import contradictions_for
from questionnaires.model import Questionnaire
from questionnaires.sheet import contradictions
from scoring.flags.model import Flag, FlagKind, HandedIn
from scoring.flags.pace import fast
from scoring.flags.rules import FlagRules, JumpRule, RareRule, SameRule, flag_rules
from scoring.flags.straight import straight
from scoring.rubric import Rubric

ORDER = tuple(FlagKind)
LEAP = 0.5  # of an item's value: what is named of a jump


def flags_of(
    questionnaire: Questionnaire,
    rubric: Rubric,
    sheets: Sequence[HandedIn],
    rules: FlagRules | None = None,
) -> list[tuple[Flag, ...]]:
    """What deserves a second look on each sheet, in the order of the kinds; mostly nothing."""
    if not sheets:
        return []
    held = rules or flag_rules()
    answers = [each.sheet.answers for each in sheets]
    facts = [each.sheet.facts for each in sheets]
    routes = route(questionnaire, columns_of(questionnaire, answers, facts))
    runs = straight(questionnaire, rubric, routes, held.straight)
    found = [
        [
            *_ratios(questionnaire, each, routes, at),
            fast(questionnaire, each, held.fast),
            runs[at],
            _same(each, held.same_sheet),
            _jump(each, held.jump),
            _rare(each, held.rare),
        ]
        for at, each in enumerate(sheets)
    ]
    for each in contradictions_for(questionnaire):
        holds = asking(each.condition, questionnaire)(routes) == TRUE
        for at in holds.nonzero()[0]:
            found[at].append(Flag(FlagKind.CONTRADICTION, each.items, contradiction=each))
    told = ([flag for flag in own if flag is not None] for own in found)
    return [tuple(sorted(own, key=lambda flag: ORDER.index(flag.kind))) for own in told]


def _ratios(
    questionnaire: Questionnaire, each: HandedIn, routes: Routes, at: int
) -> Iterator[Flag]:
    asked = {id: bool(shown[at] == TRUE) for id, shown in routes.shown.items()}
    for item in contradictions(questionnaire, each.sheet, asked):
        ids = tuple(id for id in (item.part, item.whole) if id is not None)
        yield Flag(FlagKind.RATIO, ids)


def _same(each: HandedIn, rule: SameRule) -> Flag | None:
    above = sum(1 for item in each.card.items if item.value)
    if not each.equals or above < rule.answers:
        return None
    return Flag(FlagKind.SAME_SHEET, figures={"limit": float(rule.answers)})


def _jump(each: HandedIn, rule: JumpRule) -> Flag | None:
    """Compared only under one version of a rubric: other figures do not compare."""
    before, now = each.before, each.card
    if before is None or before.total is None or now.total is None:
        return None
    told = (before.stamp.rubric, before.stamp.rubric_version)
    if told != (now.stamp.rubric, now.stamp.rubric_version):
        return None
    limit = rule.share * now.span
    if now.total - before.total < limit:
        return None
    values = {item.id: item.value for item in before.items}
    higher = tuple(
        item.id
        for item in now.items
        if item.value is not None
        and (was := values.get(item.id)) is not None
        and item.value - was >= LEAP
    )
    return Flag(
        FlagKind.JUMP,
        higher,
        {"before": before.total, "now": now.total, "limit": limit},
    )


def _rare(each: HandedIn, rule: RareRule) -> Flag | None:
    if not each.compared or len(each.rare) < rule.of * each.compared:
        return None
    items = tuple(item.id for item in each.card.items if item.id in each.rare)
    figures = {"rare": float(len(items)), "compared": float(each.compared), "below": rule.below}
    return Flag(FlagKind.RARE, items, figures)
