"""The regulation as data: complete where it matters, cited as lawyers cite it."""

from datetime import date

import pytest

from questionnaires import regulations
from questionnaires.model import Citation
from questionnaires.regulations.numerals import chinese

FINAL = regulations.regulation("wuxi-2023")
DRAFT = regulations.regulation("wuxi-2022-draft")
COMPARISON = regulations.comparison("wuxi-2022-draft", "wuxi-2023")

# Paragraphs of each article as counted in the texts. The draft prints each on a line of its own;
# the final text runs them together, so that the counts of chapter 3 beside 28 rest on its wording.
IN_THE_DRAFT = {2: 2, 3: 1, 5: 2, 8: 1, 10: 1}
IN_THE_DRAFT |= dict.fromkeys(range(20, 27), 1) | {27: 2}
IN_THE_DRAFT |= {39: 1, 40: 2, 41: 2, 42: 2, 43: 1, 44: 2, 45: 1, 46: 2, 47: 2, 48: 1, 49: 4}
IN_THE_DRAFT |= {50: 1, 51: 1}
IN_THE_FINAL = {2: 2, 3: 1, 5: 2, 8: 1, 10: 1}
IN_THE_FINAL |= {20: 2, 21: 1, 22: 2, 23: 1, 24: 1, 25: 1, 26: 1, 27: 1, 28: 2}
IN_THE_FINAL |= {40: 1, 41: 2, 42: 2, 43: 2, 44: 1, 45: 2, 46: 1, 47: 2, 48: 2, 49: 1, 50: 4}
IN_THE_FINAL |= {51: 1, 52: 1, 53: 1, 54: 1}


@pytest.mark.parametrize(
    ("version", "expected"), [(DRAFT, IN_THE_DRAFT), (FINAL, IN_THE_FINAL)], ids=["draft", "final"]
)
def test_every_article_has_its_paragraphs(
    version: regulations.Regulation, expected: dict[int, int]
) -> None:
    """Chapters 3 and 6 and the general articles are there, paragraph by paragraph."""
    assert {each.number: len(each.paragraphs) for each in version.articles} == expected


def test_the_chapters_are_those_of_the_texts() -> None:
    """Chapter 3 is articles 20 to 28 in the final text and 20 to 27 in the draft."""
    for version, last, ecology in ((FINAL, 28, range(40, 55)), (DRAFT, 27, range(39, 52))):
        chapters: dict[int, list[int]] = {}
        for article in version.articles:
            chapters.setdefault(article.chapter, []).append(article.number)
        assert chapters[3] == list(range(20, last + 1))
        assert chapters[6] == list(ecology)


def test_the_final_text_is_in_force_from_its_day() -> None:
    """It applies from 1 July 2023; the draft never did."""
    assert FINAL.in_force == date(2023, 7, 1)
    assert (DRAFT.status, DRAFT.in_force) == ("draft", None)


def test_every_break_that_is_inferred_says_so() -> None:
    """One break was seen in print; two rest on the wording of the final text alone."""
    splits = {
        (article.number, place): paragraph.split
        for article in FINAL.articles
        for place, paragraph in enumerate(article.paragraphs, 1)
        if place > 1
    }
    assert set(splits.values()) == {"draft", "wording", "printed"}
    assert [place for place, split in splits.items() if split == "printed"] == [(2, 2)]
    assert [place for place, split in splits.items() if split == "wording"] == [(20, 2), (22, 2)]
    assert {
        paragraph.split for article in DRAFT.articles for paragraph in article.paragraphs[1:]
    } == {"printed"}


@pytest.mark.parametrize("version", [FINAL, DRAFT], ids=lambda version: version.id)
def test_the_comparison_is_total_in_both_directions(version: regulations.Regulation) -> None:
    """Each article stands in exactly one pair, so nothing appears or vanishes unexplained."""
    side = "later" if version is FINAL else "earlier"
    numbers = [getattr(pair, side) for pair in COMPARISON.pairs]
    found = sorted(number for number in numbers if number is not None)
    assert found == [article.number for article in version.articles]


def test_the_changes_of_chapter_3_are_those_of_the_texts() -> None:
    """27 is new, 28 was 27, 20 and 22 got a paragraph, 21 and 23 lost words, 24 to 26 stayed."""
    by_later = {pair.later: pair for pair in COMPARISON.pairs}
    assert {number: by_later[number].relations for number in range(20, 29)} == {
        20: ("reworded", "added"),
        21: ("reworded",),
        22: ("reworded", "added"),
        23: ("reworded",),
        24: ("same",),
        25: ("same",),
        26: ("same",),
        27: ("added",),
        28: ("renumbered",),
    }
    assert by_later[28].earlier == 27
    assert "服务型制造" in by_later[21].changes[0].what.zh


@pytest.mark.parametrize("earlier", range(39, 52))
def test_chapter_6_moved_on_by_one(earlier: int) -> None:
    """The article that came in as 27 shifts every number behind it."""
    (pair,) = (pair for pair in COMPARISON.pairs if pair.earlier == earlier)
    assert pair.later == earlier + 1
    assert "renumbered" in pair.relations


def test_what_did_not_change_is_said_in_the_same_words() -> None:
    """Where the comparison says that nothing changed, both versions have one gist."""
    for pair in COMPARISON.pairs:
        if pair.earlier and pair.later and not pair.changes:
            earlier = [each.gist for each in DRAFT.by_number[pair.earlier].paragraphs]
            assert earlier == [each.gist for each in FINAL.by_number[pair.later].paragraphs]


def test_what_changed_is_said_in_other_words() -> None:
    """A paragraph that was reworded or added does not read as it did, unless only a word did."""
    slight = {(10, 1), (42, 1), (43, 1), (43, 2), (41, 2)}  # the sense stayed
    for pair in COMPARISON.pairs:
        for change in pair.changes:
            assert pair.later is not None
            assert change.paragraph is not None
            if change.kind == "reworded" and (pair.later, change.paragraph) not in slight:
                assert pair.earlier is not None
                place = change.paragraph - 1
                before = DRAFT.by_number[pair.earlier].paragraphs[place].gist
                assert before.zh != FINAL.by_number[pair.later].paragraphs[place].gist.zh


@pytest.mark.parametrize(
    ("article", "paragraph", "zh", "en"),
    [
        (20, None, "第二十条", "Article 20"),
        (20, 2, "第二十条第二款", "Article 20, paragraph 2"),
        (21, 1, "第二十一条", "Article 21"),
        (50, 4, "第五十条第四款", "Article 50, paragraph 4"),
    ],
)
def test_a_citation_reads_as_lawyers_write_it(
    article: int, paragraph: int | None, zh: str, en: str
) -> None:
    """Chinese counts in Chinese numerals; an only paragraph is not named."""
    citation = Citation(article=article, paragraph=paragraph)
    assert FINAL.label(citation, "zh") == zh
    assert FINAL.label(citation, "en") == en


def test_a_citation_leads_to_its_gist() -> None:
    """A paragraph gives its own gist, an article those of all its paragraphs."""
    assert len(FINAL.gist(Citation(article=50))) == 4
    assert "个人信息" in FINAL.gist(Citation(article=50, paragraph=2))[0].zh


def test_every_paragraph_in_force_stands_in_its_own_wording() -> None:
    """Whole sentences of the law beside the gist, which is never a copy of them."""
    paragraphs = [each for article in FINAL.articles for each in article.paragraphs]
    assert len(paragraphs) == sum(IN_THE_FINAL.values())
    lacking = [each.zh for each in paragraphs if not each.original.endswith("。")]
    assert not lacking
    assert not [each.zh for each in paragraphs if each.zh.strip("。") in each.original]
    assert FINAL.original(Citation(article=25))[0].count("。") == 2
    assert DRAFT.original(Citation(article=20)) == ()


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_numerals(number: int, words: str) -> None:
    """Articles are counted as Chinese laws count them."""
    assert chinese(number) == words
