"""Which clause of chapter 3 which questionnaire asks about."""

import json
from pathlib import Path

import pytest

from cli.main import run
from questionnaires.coverage import DRAFT, asking, coverage, gone, new
from questionnaires.including import SHIPPED
from questionnaires.library import available, editions, load
from questionnaires.model import Citation, Item, Questionnaire
from questionnaires.regulations import regulation

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "workshop"
PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"


def with_items(questionnaire: Questionnaire, items: tuple[Item, ...]) -> Questionnaire:
    """The questionnaire with other items, and nothing computed before."""
    fields = {name: getattr(questionnaire, name) for name in Questionnaire.model_fields}
    return Questionnaire(**{**fields, "items": items})


def test_a_clause_counts_where_a_scored_item_names_it() -> None:
    """Naming the article or the paragraph only is not enough, and an unscored item counts not."""
    plain = load(SAMPLE)
    assert not any(row.items for row in coverage([plain]))
    cloud = Citation(article=23, clause="cloud")  # its only paragraph goes without saying
    scored, unscored = plain.scored[0], next(item for item in plain.items if not item.scored)
    cited = {item.id: item.model_copy(update={"cites": (cloud, cloud)}) for item in plain.items}
    kept = {scored.id, unscored.id}
    items = tuple(cited[item.id] if item.id in kept else item for item in plain.items)
    naming = with_items(plain, items)
    (row,) = (row for row in coverage([naming]) if row.items)
    assert (row.place.article, row.place.paragraph, row.place.clause) == (23, 1, "cloud")
    assert row.items == {plain.id: (scored.id,)}
    assert row.counts == {plain.id: 1}


def test_every_clause_of_chapter_three_is_listed_once() -> None:
    """Articles 20 to 28, each paragraph and each clause in the order of the regulation."""
    rows = coverage([])
    places = [row.place for row in rows]
    assert len(set(places)) == len(places)
    assert {place.article for place in places} == set(range(20, 29))
    named = {
        (article.number, number, clause)
        for article in regulation("wuxi-2023").articles
        if article.chapter == 3
        for number, paragraph in enumerate(article.paragraphs, start=1)
        for clause in paragraph.clauses
    }
    assert {(place.article, place.paragraph, place.clause) for place in places} == named


def test_what_the_draft_had_and_the_final_text_has() -> None:
    """The service-type modes of making are the draft's only; parks and platforms are new."""
    assert {place.clause for place in gone()} == {
        "network_collaboration",
        "customisation",
        "flexible_production",
        "shared_manufacturing",
    }
    assert {place.regulation for place in gone()} == {DRAFT}
    assert {(place.article, place.paragraph) for place in new()} == {(20, 2), (22, 2), (27, 1)}


def test_only_published_editions_count_unless_asked() -> None:
    """A draft in the folder neither counts nor hides the published edition before it."""
    counted = asking()
    assert {each.status for each in counted} == {"published"}
    assert all(each.form != "pool" for each in counted)
    assert {each.id for each in asking(drafts=True)} >= {each.id for each in counted}


def test_json_is_a_list_with_the_promised_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """`shuzhen coverage --json` can be read by a program."""
    assert run(["coverage", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {tuple(row) for row in rows} == {
        ("article", "paragraph", "clause", "title", "questionnaires")
    }
    assert [row["article"] for row in rows] == sorted(row["article"] for row in rows)
    for row in rows:
        assert set(row["questionnaires"]) <= set(available())
        assert all(isinstance(n, int) and n > 0 for n in row["questionnaires"].values())


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "第二十三条（企业上云）"), ("en", "Article 23 (moving to the cloud)")],
)
def test_the_table_is_for_people(lang: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Without an option: one line a clause, in the language asked for."""
    assert run(["coverage", "--lang", lang]) == 0
    assert words in capsys.readouterr().out


def test_json_and_the_page_at_once_is_a_wrong_call() -> None:
    """The two forms exclude each other."""
    assert run(["coverage", "--json", "--markdown"]) == 2


@pytest.mark.parametrize(
    "name", [f"{id}@{each}" for id, all in available().items() for each in all]
)
def test_every_citation_leads_somewhere(name: str) -> None:
    """What an item cites has a place in a regulation, and a name in both languages."""
    folder = SHIPPED.joinpath(*name.split("@"))
    assert folder in editions(folder.parent)
    for item in load(name).items:
        for cite in item.provisions:
            label = regulation(cite.regulation).label
            assert label(cite, "zh").startswith("第")
            assert label(cite, "en").startswith("Article ")
            assert regulation(cite.regulation).gist(cite)


def test_every_clause_that_an_enterprise_can_act_on_is_asked_about() -> None:
    """No clause of chapter 3 is left to itself: a published questionnaire has an item for it."""
    bare = [row.place for row in coverage(asking()) if row.enterprise and not row.items]
    assert bare == []


def test_the_documented_coverage_is_the_real_one(capsys: pytest.CaptureFixture[str]) -> None:
    """docs/coverage.md is what `shuzhen coverage --markdown --lang en` prints now."""
    assert run(["coverage", "--markdown", "--lang", "en"]) == 0
    assert capsys.readouterr().out == PAGE.read_text("utf-8"), (
        "shuzhen coverage --markdown --lang en > docs/coverage.md"
    )
