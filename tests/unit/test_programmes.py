"""How far an enterprise reaches a programme: what is seen, what lacks, and nothing invented."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n import Text
from questionnaires.answers import Answer
from questionnaires.library import available, load
from questionnaires.model import Condition, Kind
from questionnaires.sheet import Sheet
from solutions.programmes import judge, programmes
from solutions.programmes.judging import Finding, Judgement
from solutions.programmes.model import CountedPart, Programme, ProgrammeRequirement, Programmes

OURS = load("manufacturing", "2026.2")
FACTS: Mapping[str, str | float] = {
    "employees": 60.0,
    "size": "small",
    "section": "C",
    "division": "34",
}
# What has to be answered for the items of the rules to be asked at all.
ASKED: Mapping[str, Answer] = {
    "workshop": "all_own",
    "site": ("warehouse", "chemicals"),
    "machines_total": 10.0,
    "business": ("programmed",),
}
WORDS = Text(zh="一条", en="One thing")
REQUIREMENTS = [
    (programme.id, requirement)
    for programme in programmes().programmes
    for requirement in programme.requires
]
PARTS = [
    (part, edition)
    for _, requirement in REQUIREMENTS
    for part in requirement.parts
    for edition in available()["manufacturing"]
]
DECLARED = sorted({each.declared for _, each in REQUIREMENTS if each.declared})


@dataclass(frozen=True)
class Between:
    """A reading under another questionnaire."""

    level_low: int | None
    level_high: int | None


def names(pairs: list[tuple[str, ProgrammeRequirement]], *kinds: str) -> list[object]:
    """The requirements of these kinds as parameters of a test."""
    return [
        pytest.param(programme, each.id, id=f"{programme}-{each.id}")
        for programme, each in pairs
        if each.kind in kinds
    ]


def judged(
    programme: str,
    answers: Mapping[str, Answer] | None = None,
    facts: Mapping[str, str | float] = FACTS,
    readings: Mapping[str, Between] | None = None,
    declared: Mapping[str, bool] | None = None,
    among: Programmes | None = None,
) -> Judgement:
    """The judgement of one programme."""
    sheet = Sheet({**ASKED, **(answers or {})}, facts)
    (found,) = (
        each
        for each in judge(OURS, sheet, readings, declared, among=among)
        if each.programme.id == programme
    )
    return found


def finding(judgement: Judgement, requirement: str) -> Finding:
    """What was found of one requirement."""
    return next(each for each in judgement.findings if each.requirement.id == requirement)


def rule(id: str, *requires: ProgrammeRequirement) -> Programme:
    """A programme for a test."""
    return Programme(
        id=id,
        title=WORDS,
        says=WORDS,
        source=WORDS,
        dated=None,
        seen="2026-11",
        confidence="unconfirmed",
        unseen=WORDS,
        requires=requires,
    )


def shown(name: str) -> ProgrammeRequirement:
    """A requirement that the enterprise shows itself."""
    return ProgrammeRequirement(
        id=name,
        says=WORDS,
        source=WORDS,
        seen="2026-11",
        confidence="official",
        kind="declared",
        declared=name,
    )


def title(programme: str) -> ProgrammeRequirement:
    """A requirement of another programme's title."""
    return ProgrammeRequirement(
        id=f"title_{programme}",
        says=WORDS,
        source=WORDS,
        seen="2026-11",
        confidence="official",
        kind="programme",
        programme=programme,
    )


@pytest.mark.parametrize(("programme", "requirement"), names(REQUIREMENTS, "declared"))
def test_what_nobody_asked_is_met_only_where_it_is_shown(programme: str, requirement: str) -> None:
    """Shown, shown not to be so, and not shown are three things."""
    name = finding(judged(programme), requirement).requirement.declared
    for truth in (True, False):
        assert finding(judged(programme, declared={name: truth}), requirement).met is truth
    assert finding(judged(programme), requirement).met is None


@pytest.mark.parametrize(("programme", "requirement"), names(REQUIREMENTS, "level"))
def test_a_level_is_met_where_even_the_lowest_suffices(programme: str, requirement: str) -> None:
    """The lowest and the highest possible level decide; between them nothing is known."""
    asked = finding(judged(programme), requirement).requirement
    cases = {
        (asked.level, 4): True,
        (0, asked.level - 1): False,
        (asked.level - 1, asked.level): None,
        (None, None): None,
    }
    for (low, high), met in cases.items():
        reading = {asked.level_of: Between(low, high)}
        assert finding(judged(programme, readings=reading), requirement).met is met
    assert finding(judged(programme), requirement).met is None


@pytest.mark.parametrize(("programme", "requirement"), names(REQUIREMENTS, "answers"))
def test_answers_are_met_lacking_or_open(programme: str, requirement: str) -> None:
    """All rungs high: met. All low: not met, and what lacks is named. No answers: open."""
    asked = finding(judged(programme), requirement).requirement
    best, worst = dict(ASKED), dict(ASKED)
    for part in asked.parts:
        item = OURS.by_id[part.condition.item or ""]
        low, high = item.options[0].id, (part.condition.is_ or ())[-1]
        if item.kind is Kind.MULTI:
            worst[item.id] = ("none",)
            already = best.get(item.id, ())
            assert isinstance(already, tuple)
            ticked = {*already, high}
            best[item.id] = tuple(each.id for each in item.options if each.id in ticked)
        else:
            worst[item.id], best[item.id] = low, high
    assert finding(judged(programme, best), requirement).met is True
    low_ = finding(judged(programme, worst), requirement)
    assert (low_.met, low_.lacking) == (False, asked.parts)
    none = finding(judged(programme), requirement)
    assert (none.met, none.open) == (None, asked.parts)


@pytest.mark.parametrize(("part", "edition"), PARTS)
def test_a_higher_rung_never_counts_less(part: CountedPart, edition: str) -> None:
    """The rungs of a ladder that count are all from one on."""
    item = load("manufacturing", edition).by_id[part.condition.item or ""]
    if item.kind is Kind.LADDER:
        rungs = [option.id for option in item.options]
        counted = list(part.condition.is_ or ())
        assert counted == rungs[rungs.index(counted[0]) :]
        assert counted != rungs


@pytest.mark.parametrize(("links", "met"), [(3, False), (4, True)])
def test_four_links_of_six_make_a_smart_workshop(links: int, met: bool) -> None:
    """The count decides, not which links; those that lack are named."""
    high = {
        "scheduling": "system",
        "work_reporting": "scanned",
        "stock_record": "system",
        "maintenance": "pushed",
        "quality_check": "entered",
        "safety_monitoring": "alarm",
    }
    low = {id: OURS.by_id[id].options[0].id for id in high}
    answers = {**low, **dict(list(high.items())[:links])}
    found = finding(judged("smart_workshop", answers), "links")
    assert found.met is met
    assert len(found.lacking) == 6 - links
    known = {id: answers[id] for id in list(answers)[:3]}  # three are there, three are open
    assert finding(judged("smart_workshop", known), "links").met is None


@pytest.mark.parametrize(
    ("size", "outcome"), [("large", "not"), ("small", "reached"), ("unclassified", "unknown")]
)
def test_a_sure_fact_bars_the_way(size: str, outcome: str) -> None:
    """A large enterprise is out of the pilot whatever it shows; without a size nothing is said."""
    shown_ = dict.fromkeys(DECLARED, True)
    facts = {**FACTS, "size": size}
    assert judged("pilot_reconstruction", facts=facts, declared=shown_).outcome == outcome


def test_a_fact_that_is_our_own_reading_does_not_bar() -> None:
    """A division that we do not count among the sub-sectors lacks, but shuts nobody out."""
    shown_ = dict.fromkeys(DECLARED, True)
    found = judged("pilot_reconstruction", facts={**FACTS, "division": "13"}, declared=shown_)
    assert found.outcome == "near"
    assert [each.requirement.id for each in found.lacking] == ["division"]


def test_a_fact_is_no_step_on_the_way() -> None:
    """One of the three things that a factory of the basic level has to do is not near to it."""
    answers = {"work_reporting": "scanned"}
    assert judged("factory_basic", answers).outcome == "unknown"
    shown_ = ("above_scale_competitive", "sound_three_years", "factory_organisation")
    half = judged("factory_basic", answers, declared=dict.fromkeys(shown_, True))
    assert half.outcome == "near"


def test_an_advanced_factory_needs_no_title_of_a_basic_one() -> None:
    """The notice asks for no lower title, so whoever fulfils the conditions has reached it."""
    answers = {"work_reporting": "scanned", "scheduling": "system", "order_entry": "system"}
    readings = {"cmmm": Between(2, 3)}
    all_ = dict.fromkeys(DECLARED, True)
    found = judged("factory_advanced", answers, readings=readings, declared=all_)
    assert found.outcome == "reached"
    less = judged("factory_advanced", {**answers, "order_entry": "table"}, readings=readings)
    assert [part.says.en[:10] for part in finding(less, "links").lacking] == ["Operations"]


def test_stars_are_climbed_one_by_one() -> None:
    """Four stars need three, though all else is there: the notice of 2024 asks for it."""
    four: dict[str, Answer] = {"cloud_uses": ("production", "machines")}
    shown_ = {"edge_processing": True}
    without = judged("star_cloud_4", four, declared=shown_)
    assert finding(without, "three_stars").met is None
    assert without.outcome != "reached"
    assert judged("star_cloud_4", four, declared={**shown_, "star_cloud_3": True}).outcome == (
        "reached"
    )


def test_five_stars_need_four() -> None:
    """The title counts, not its conditions; and who is far from four is far from five."""
    best: dict[str, Answer] = {
        "cloud_uses": ("files", "production", "machines"), "ai_use": ("forecast",)
    }  # fmt: skip
    fulfilled = judged("star_cloud_5", best, declared={"edge_processing": True})
    assert (fulfilled.outcome, finding(fulfilled, "four_stars").met) == ("near", None)
    held = judged("star_cloud_5", best, declared={"star_cloud_4": True})
    assert held.outcome == "reached"
    far = judged("star_cloud_5", {"cloud_uses": ("none",), "ai_use": ("forecast",)})
    assert (far.outcome, finding(far, "four_stars").met) == ("not", False)
    unseen = judged("star_cloud_5", {"ai_use": ("forecast",)})
    assert unseen.outcome == "unknown"


def test_a_small_shop_that_was_asked_nothing_is_told_nothing() -> None:
    """Of what nobody asked there is no judgement, not a list in which nothing lacks."""
    found = judged("star_cloud_5", facts={"employees": 18.0, "size": "micro", "section": "C"})
    assert found.outcome == "unasked"
    asked = judged("star_cloud_5", {"cloud_uses": ("none",)})
    assert asked.outcome == "not"


def test_a_digital_level_alone_brings_no_title() -> None:
    """Since April 2026 it earns no points in the recognition of specialised-and-new SMEs."""
    at_4 = {"sme_2024": Between(4, 4)}
    assert judged("specialised_sme", readings=at_4).outcome == "unasked"
    assert {each.kind for each in programmes().by_id["specialised_sme"].requires} == {
        "facts",
        "declared",
    }


def test_another_questionnaire_says_nothing_about_an_item() -> None:
    """What the sheet's questionnaire does not ask is open, not lacking."""
    sheet = Sheet({"cloud_uses": ("none",)}, {"section": "A"})
    found = judge(load("agriculture"), sheet)
    answers = [each for j in found for each in j.findings if each.requirement.kind == "answers"]
    assert answers
    assert {each.met for each in answers} == {None}


def test_an_empty_sheet_reaches_nothing_and_excludes_nothing() -> None:
    """Where nothing is known, no programme is judged and every requirement is open."""
    found = judge(OURS, Sheet({}, {}))
    assert found
    for each in found:
        assert each.outcome == "unasked"
        assert len(each.open) == len(each.findings)


TRUTHS = st.sampled_from((True, False, None))
FURTHER = {
    "reached": {"reached"},
    "not": {"not"},
    "near": {"near", "reached"},
    "unknown": {"unknown", "near", "reached", "not"},
    "unasked": {"unasked", "unknown", "near", "reached", "not"},
}


@given(
    st.lists(TRUTHS, min_size=1, max_size=6), st.lists(TRUTHS, min_size=1, max_size=4), st.data()
)
def test_to_know_more_never_takes_back_what_was_said(
    low: list[bool | None], high: list[bool | None], data: st.DataObject
) -> None:
    """Filling in what is open keeps reached and not, and lets near only rise."""
    names_ = [f"low{at}" for at in range(len(low))], [f"high{at}" for at in range(len(high))]
    among = Programmes(
        programmes=(
            rule("upper", title("lower"), *map(shown, names_[1])),
            rule("lower", *map(shown, names_[0])),
        )
    )
    said = dict(zip([*names_[0], *names_[1]], [*low, *high], strict=True))
    before = {name: truth for name, truth in said.items() if truth is not None}
    after = {name: data.draw(st.booleans()) for name in said} | before
    for id in ("upper", "lower"):
        first = judged(id, declared=before, among=among).outcome
        assert judged(id, declared=after, among=among).outcome in FURTHER[first]


def test_a_condition_of_facts_is_read_as_routing_reads_it() -> None:
    """At least so many employees: both sides of the line, and not known."""
    staff = ProgrammeRequirement(
        id="staff",
        says=WORDS,
        source=WORDS,
        seen="2026-11",
        confidence="official",
        kind="facts",
        condition=Condition(fact="employees", at_least=20),
    )
    among = Programmes(programmes=(rule("one", staff),))
    outcomes = [
        judged("one", facts=facts, among=among).outcome
        for facts in ({"employees": 20.0}, {"employees": 19.0}, {})
    ]
    assert outcomes == ["reached", "not", "unasked"]
