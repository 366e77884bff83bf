"""Whom a citation binds: governments, nobody in particular, or the enterprise by a law."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.dates import last_day, stale
from questionnaires import regulations
from questionnaires.including import SHIPPED
from questionnaires.library import available, editions, load
from questionnaires.model import AnyCitation, Citation, LawCitation, Questionnaire
from questionnaires.regulations import addressee
from questionnaires.regulations.laws import FOLDER, check_laws, laws
from wording.voice import Voice

ZH, EN = Voice("zh"), Voice("en")
FINAL = regulations.regulation("wuxi-2023")
EVERY: list[Questionnaire] = [
    load(folder) for id in available() for folder in editions(SHIPPED / id)
]


def test_the_register_has_no_problem() -> None:
    """Every law of the register can be cited."""
    assert check_laws(FOLDER.glob("*.yaml")) == ()
    assert len(laws()) >= 20


@pytest.mark.parametrize(
    ("article", "paragraph", "expected"),
    [
        *((number, None, "government") for number in range(20, 28)),
        (28, 1, "encouraged"),
        (28, 2, "encouraged"),
        (8, None, "encouraged"),
        (3, None, "general"),
        (45, 1, "government"),
        (45, 2, "encouraged"),
        (50, 2, "government"),
        (50, 4, "everybody"),
    ],
)
def test_an_article_says_to_whom_it_speaks(
    article: int, paragraph: int | None, expected: str
) -> None:
    """Articles 20 to 27 tell governments what to do, 28 encourages; neither binds enterprises."""
    assert addressee(Citation(article=article, paragraph=paragraph)) == expected


def test_what_speaks_to_governments_is_no_duty() -> None:
    """The heading says so, and neither language calls it the ground of a duty."""
    (zh,) = ZH.provisions([Citation(article=21)])
    (en,) = EN.provisions([Citation(article=21)])
    assert zh == "对应条款（政府工作方向，不是企业义务）"
    assert "no duty of enterprises" in en


def test_laws_stand_first_and_alone() -> None:
    """What binds the enterprise stands before what does not, under a heading of its own."""
    law = LawCitation(law="personal_information_law", article=55)
    found = ZH.provisions([Citation(article=50, paragraph=2), law])
    assert list(found) == ["企业应遵守的法律", "对应条款（政府工作方向，不是企业义务）"]
    assert found["企业应遵守的法律"].startswith(
        "《个人信息保护法》第五十五条（2021 年 11 月 1 日起施行"
    )
    assert EN.cited([law]) == "Personal Information Protection Law, Article 55"


@pytest.mark.parametrize("voice", [ZH, EN], ids=["zh", "en"])
def test_whatever_is_cited_says_as_of_when_and_how_sure(voice: Voice) -> None:
    """The month in which somebody last looked is printed with it; nobody looked: no month."""
    cites: list[AnyCitation] = [*(LawCitation(law=id) for id in laws()), Citation(article=21)]
    for cite in cites:
        (told,) = voice.provisions([cite]).values()
        checked = re.search("截至 2026 年 11 月核对|as checked in November 2026", told)
        if isinstance(cite, LawCitation):
            law = laws()[cite.law]
            assert (checked is None) == (law.seen is None)
            assert law.seen or law.confidence == "unconfirmed"
            assert voice.say(f"regulations.sure_{law.confidence}") in told
        else:
            assert checked


def test_a_break_that_is_inferred_is_seen() -> None:
    """20.2 and 22.2 are not printed as if their number stood in the source."""
    for article in FINAL.articles:
        for number, paragraph in enumerate(article.paragraphs, 1):
            if len(article.paragraphs) > 1:
                told = ZH.cited([Citation(article=article.number, paragraph=number)])
                assert ("推定" in told) == (paragraph.split == "wording")


def test_every_citation_of_a_shipped_item_speaks_to_somebody() -> None:
    """An article whose paragraphs speak to different ones is never cited as a whole."""
    cites = {cite for each in EVERY for item in each.items for cite in item.provisions}
    assert cites
    mixed = {
        cite
        for cite in cites
        if cite.paragraph is None
        and len(
            {
                paragraph.addressee
                for paragraph in regulations.regulation(cite.regulation)
                .by_number[cite.article]
                .paragraphs
            }
        )
        > 1
    }
    assert mixed == set()


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 800))
def test_a_year_is_counted_from_the_last_day_it_may_have_been(seen: date, later: int) -> None:
    """A month counts to its end, so nothing is called stale before a whole year has passed."""
    as_of = date.fromordinal(seen.toordinal() + later)
    for written in (seen.isoformat(), seen.isoformat()[:7], seen.isoformat()[:4]):
        assert last_day(written) >= seen
        if stale(written, as_of):
            assert later > 365
    if later > 366:
        assert stale(seen.isoformat(), as_of)


def test_laws_are_set_as_chinese_is_printed() -> None:
    """A space stands between Chinese and digits, but for names that their owners set so."""
    for law in laws().values():
        number = law.number.zh if law.number else ""
        for text in (number, law.says.zh, law.source.zh, ZH.standing(law)):
            own = re.sub(r"《[^》]*》|〔\d+〕\d+号", "", text)
            assert re.search("[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]", own) is None
