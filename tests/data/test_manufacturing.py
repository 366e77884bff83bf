"""What the manufacturing questionnaire promises to those who answer it and those who check it."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from i18n import Text
from questionnaires.answers import Answer
from questionnaires.including import SHIPPED
from questionnaires.library import load
from questionnaires.lint import lint
from questionnaires.model import Item, Kind, Questionnaire
from questionnaires.regulations import regulation
from questionnaires.sheet import Sheet, shown
from scoring import scorecard_of
from scoring.library import rubric

FOLDER = SHIPPED / "manufacturing" / "2026.1"
COMMON_BASE = {20, 21, 22, 23, 41, 44, 45, 50}
MACHINE_ITEMS = {
    "machines_total",
    "machines_digital",
    "machines_networked",
    "digital_share",
    "networked_share",
    "downtime",
    "maintenance",
    "tooling",
    "vendor_support",
    "machine_data_use",
}
# Degrees of agreement and words of the policy paper: nobody can photograph them.
VAGUE = re.compile(
    "完全|充分|大部分|基本上?|比较|较为|一般|经常|偶尔|积极|有效|赋能|抓手|以及|不符合"
)

SMALL_SUBCONTRACTOR: dict[str, Answer] = {
    "workshop": "all_own",
    "design": "drawing",
    "business": ("none",),
    "site": ("none",),
    "machines_total": 8.0,
    "machines_digital": 3.0,
    "machines_networked": 0.0,
    "cloud_uses": ("none",),
    "orders_due": 40.0,
}
FIFTY_PEOPLE: dict[str, Answer] = SMALL_SUBCONTRACTOR | {
    "workshop": "part_own",
    "design": "joint",
    "site": ("warehouse", "dust"),
    "machines_total": 30.0,
    "machines_digital": 12.0,
    "machines_networked": 2.0,
    "cloud_uses": ("finance",),
}
EXPORTER: dict[str, Answer] = FIFTY_PEOPLE | {
    "design": "own",
    "business": ("to_stock", "programmed", "service", "export"),
    "site": ("warehouse", "chemicals", "power"),
}
NO_WORKSHOP: dict[str, Answer] = {
    "workshop": "none",
    "design": "own",
    "business": ("to_stock", "export"),
    "site": ("warehouse",),
    "cloud_uses": ("files",),
    "orders_due": 40.0,
}


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    """The edition under test."""
    return load("manufacturing", "2026.1")


def asked(questionnaire: Questionnaire, answers: dict[str, Answer], employees: int) -> list[Item]:
    """What this enterprise is asked once it has told what it does."""
    seen = shown(questionnaire, Sheet(answers, {"employees": float(employees)}))
    assert None not in seen.values()
    return [item for item in questionnaire.items if seen[item.id] and item.asked]


def texts(item: Item) -> Iterator[Text]:
    """Everything of an item that a person reads."""
    fields = (item.ask, item.why, item.explain, item.evidence, item.first_step)
    fields += (item.unit, item.not_applicable)
    yield from (text for text in fields if text is not None)
    yield from (option.says for option in item.options)
    yield from (band.says for band in item.bands if band.says is not None)


def minutes(items: list[Item]) -> float:
    """What answering costs: 300 characters a minute, then 12 s to choose, 45 s for a number.

    The free text at the end gets a minute; evidence and first steps are read on the result page.
    """
    seconds = {Kind.NUMBER: 45.0, Kind.TEXT: 60.0}
    read = sum(
        len(text.zh)
        for item in items
        for text in (item.ask, item.why, item.explain, *(option.says for option in item.options))
        if text is not None
    )
    return read / 300 + sum(seconds.get(item.kind, 12.0) for item in items) / 60


def test_lint_finds_nothing() -> None:
    """The published edition is whole: form, routes, citations, translations, digest."""
    assert lint(FOLDER) == []


def test_size(questionnaire: Questionnaire) -> None:
    """45 to 60 items in eight dimensions, each of which judges something."""
    assert 45 <= len(questionnaire.items) <= 60
    assert len(questionnaire.dimensions) == 8
    judged = Counter(item.dimension for item in questionnaire.scored)
    assert min(judged[dimension.id] for dimension in questionnaire.dimensions) >= 3


def test_kinds(questionnaire: Questionnaire) -> None:
    """Every kind of item is used, and exactly one free text, which stands last."""
    kinds = Counter(item.kind for item in questionnaire.items)
    assert set(kinds) == set(Kind)
    assert kinds[Kind.TEXT] == 1
    assert questionnaire.items[-1].kind is Kind.TEXT


def test_scored_items_are_complete(questionnaire: Questionnaire) -> None:
    """A scored item says why, what to look at, what to do first, and which article it serves."""
    articles = {article.number: article for article in regulation("wuxi-2023").articles}
    for item in questionnaire.scored:
        assert item.evidence is not None, item.id
        assert item.first_step is not None, item.id
        assert item.cites, item.id
        for cite in item.cites:
            assert cite.article in COMMON_BASE
            assert cite.paragraph is not None
            assert cite.paragraph <= len(articles[cite.article].paragraphs)


def test_both_languages(questionnaire: Questionnaire) -> None:
    """Everything a person reads is there in English as well, and is not the Chinese again."""
    for item in questionnaire.items:
        for text in texts(item):
            assert text.en, (item.id, text.zh)
            assert re.search("[\u4e00-\u9fff]", text.en) is None, (item.id, text.en)


def test_no_workshop(questionnaire: Questionnaire) -> None:
    """Whoever has no workshop is not asked about machines, stops or the network in it."""
    seen = {item.id for item in asked(questionnaire, NO_WORKSHOP, 60)}
    assert not seen & (MACHINE_ITEMS | {"shop_network", "work_reporting", "quality_check"})
    assert "outsourcing_progress" in seen


def test_no_machines(questionnaire: Questionnaire) -> None:
    """A workshop of hands only is asked for the number of machines, and then no more of them."""
    by_hand = FIFTY_PEOPLE | {"machines_total": 0.0}
    seen = shown(questionnaire, Sheet(by_hand, {"employees": 50.0}))
    assert {id for id in MACHINE_ITEMS if seen[id]} == {"machines_total"}


@pytest.mark.parametrize(
    ("leave_out", "silent"),
    [
        ({"business": ("to_stock",)}, {"export_documents", "after_sales", "smart_product"}),
        ({"business": ("export",)}, {"stock_forecast", "after_sales", "smart_product"}),
        ({"design": "drawing"}, {"design_data"}),
        ({"site": ("none",)}, {"stock_record", "safety_monitoring", "energy_change"}),
        ({"workshop": "all_own"}, {"outsourcing_progress"}),
        ({"cloud_uses": ("none",)}, {"cloud_exit"}),
        ({"machines_networked": 0.0}, {"machine_data_use"}),
        ({"orders_due": 0.0}, {"orders_on_time"}),
    ],
)
def test_routes(
    questionnaire: Questionnaire, leave_out: dict[str, Answer], silent: set[str]
) -> None:
    """What an enterprise does not do, it is not asked about; everything else it still is."""
    everything = {item.id for item in asked(questionnaire, EXPORTER, 300)}
    less = {item.id for item in asked(questionnaire, EXPORTER | leave_out, 300)}
    assert everything - less == silent


def test_small_subcontractor(questionnaire: Questionnaire) -> None:
    """Twelve people who work to drawing get a sheet of about 35 questions."""
    seen = asked(questionnaire, SMALL_SUBCONTRACTOR, 12)
    assert 33 <= len(seen) <= 38
    assert not {item.id for item in seen} & {"budget", "review_meeting", "data_ledger", "tooling"}


def test_large_exporter(questionnaire: Questionnaire) -> None:
    """A factory of 300 with own design and export is asked every question there is."""
    every = [item for item in questionnaire.items if item.asked]
    assert asked(questionnaire, EXPORTER, 300) == every


def test_pages(questionnaire: Questionnaire) -> None:
    """A page asks 8 to 12 questions at most, and what routes stands on the first one."""
    assert all(8 <= len(page.items) <= 12 for page in questionnaire.pages)
    routing = {"workshop", "design", "business", "site"}
    assert routing <= set(questionnaire.pages[0].items)


def test_minutes(questionnaire: Questionnaire) -> None:
    """The announced minutes hold for everybody and are no exaggeration for fifty people."""
    assert minutes(asked(questionnaire, EXPORTER, 300)) <= questionnaire.minutes
    fifty = minutes(asked(questionnaire, FIFTY_PEOPLE, 50))
    assert 0.75 * questionnaire.minutes <= fifty <= questionnaire.minutes


def test_options_are_distinct(questionnaire: Questionnaire) -> None:
    """No two options read alike, within an item or across items ("none of these" aside)."""
    for lang in ("zh", "en"):
        said = Counter(
            option.says.to(lang)
            for item in questionnaire.items
            for option in item.options
            if not option.exclusive
        )
        assert [text for text, times in said.items() if times > 1] == []


def test_words(questionnaire: Questionnaire) -> None:
    """No degree of agreement, no "mostly", no policy words: a rung is a state of the world."""
    found = [(item.id, t.zh) for item in questionnaire.items for t in texts(item)]
    assert [each for each in found if VAGUE.search(each[1])] == []


def test_short_enough_for_a_phone(questionnaire: Questionnaire) -> None:
    """A question fits two lines of a phone, an option as well."""
    for item in questionnaire.items:
        assert len(item.ask.zh) <= 30, item.ask.zh
        assert all(len(option.says.zh) <= 34 for option in item.options), item.id


def test_checklists_have_a_way_out(questionnaire: Questionnaire) -> None:
    """Every checklist ends with one option that says "none of these" and stands alone."""
    for item in questionnaire.items:
        if item.kind is Kind.MULTI:
            assert [option.exclusive for option in item.options].count(True) == 1, item.id
            assert item.options[-1].exclusive, item.id


@pytest.mark.parametrize(("rung", "level"), [(0.0, 0), (0.25, 1), (0.5, 2), (0.75, 4), (1.0, 5)])
@pytest.mark.parametrize(
    ("route", "employees"),
    [(SMALL_SUBCONTRACTOR, 12), (FIFTY_PEOPLE, 50), (EXPORTER, 300), (NO_WORKSHOP, 60)],
)
def test_rungs_and_levels(
    questionnaire: Questionnaire,
    route: dict[str, Answer],
    employees: int,
    rung: float,
    level: int,
) -> None:
    """On every route the same rung everywhere gives the same level of the rubric ``wuxi``."""
    facts = {"employees": float(employees)}
    answers = {item.id: _at(item, rung) for item in questionnaire.items if item.asked}
    answers |= {id: route[id] for id in ("workshop", "design", "business", "site")}
    answers["machines_networked"] = answers["machines_digital"]
    card = scorecard_of(questionnaire, rubric("wuxi", questionnaire), Sheet(answers, facts))
    assert card.level is not None
    assert card.level.number == level
    assert card.coverage == 1


def test_a_weak_base_holds_back(questionnaire: Questionnaire) -> None:
    """However good the rest, without any protection of data the level stays below the second."""
    answers = {item.id: _at(item, 1.0) for item in questionnaire.items if item.asked}
    answers |= {id: EXPORTER[id] for id in ("workshop", "design", "business", "site")}
    for item in questionnaire.scored:
        if item.dimension == "data_security":
            answers[item.id] = _at(item, 0.0)
    sheet = Sheet(answers, {"employees": 300.0})
    card = scorecard_of(questionnaire, rubric("wuxi", questionnaire), sheet)
    assert card.level is not None
    assert (card.level.number, card.level_by_score) == (1, 5)
    assert [each.node for each in card.held_back] == ["data_security"]


def _at(item: Item, rung: float) -> Answer:
    """The answer at that share of an item's height; 20 machines, 100 orders."""
    numbers = {"machines_total": 20.0, "machines_digital": 20 * rung, "orders_due": 100.0}
    numbers |= {"machines_networked": 20 * rung, "orders_on_time": 60 + 40 * rung}
    numbers |= {"delivery_entries": float(round(4 - 3 * rung))}
    if item.kind is Kind.NUMBER:
        return numbers[item.id]
    if item.kind is Kind.TEXT:
        return ""
    if item.kind is Kind.MULTI:
        ticks = tuple(option.id for option in item.options if not option.exclusive)
        return ticks[: round(rung * len(ticks))] or (item.options[-1].id,)
    return item.options[round(rung * (len(item.options) - 1))].id
