"""The bulletin of a public release: made once, of what the release shows, and kept."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from aggregates.figures import Hidden
from assessments.refusals import Invalid, NotFound
from i18n import Lang, one_decimal
from questionnaires.outside import outside_figures
from services import publishing
from services.bulletins import BulletinChoice, bulletin, edit_bulletin
from services.city import CityChoice
from services.edits import LANGS
from services.public_bulletins import (
    PUBLIC_FORMATS,
    proposed_bulletin,
    proposed_words,
    public_bulletin,
)
from services.public_releases import PublicRelease, public_figures
from tests.publics import PublicCity
from tests.unit.city_lines import add
from tests.unit.test_bulletin import POINTS, seen
from wording.voice import Voice

OWN = "本年度全市企业数字化转型情况总体平稳。"
CHOICE = BulletinChoice(CityChoice(), Voice("zh"))


@pytest.fixture
def city() -> Iterator[PublicCity]:
    """A city with figures, and nothing public."""
    made = PublicCity()
    yield made
    made.store.close()


def rows(content: bytes) -> list[list[str]]:
    """Every row of every sheet of a workbook, as text."""
    book = load_workbook(io.BytesIO(content))
    return [[str(cell) for cell in row if cell is not None] for at in book for row in at.values]


def files(city: PublicCity, release: PublicRelease) -> dict[str, bytes]:
    """All of its bulletin, as anybody reads it."""
    return {
        f"{lang}.{format}": public_bulletin(city.visitor, release.id, Voice(lang), format)
        for lang in LANGS
        for format in PUBLIC_FORMATS
    }


def write(city: PublicCity, text: str = OWN) -> None:
    """Edit the first paragraph of the Chinese bulletin."""
    told = bulletin(city.official, CHOICE)
    assert told is not None
    first = told.paragraphs["summary/1"]
    seen_edit, beneath = first.revision, first.generated.text
    edit_bulletin(city.official, CHOICE, "summary/1", text, generated=beneath, seen=seen_edit)


@pytest.mark.parametrize("lang", LANGS)
def test_it_says_what_the_release_says_and_hides_what_it_hides(
    city: PublicCity, lang: Lang
) -> None:
    """Every figure is one of the release, or how far two are apart; no hidden row has one."""
    release = city.published()
    told = rows(public_bulletin(city.visitor, release.id, Voice(lang), "xlsx"))
    years = [public_figures(city.visitor, release.id, each) for each in release.subjects]
    every = [figures for each in years for figures in each.values()]
    means = {mean for figures in every for mean in seen(figures)}
    allowed = {one_decimal(abs(mean)) for mean in means}
    allowed |= {one_decimal(abs(one - other)) for one in means for other in means}
    text = "\n".join(" ".join(row) for row in told)
    others = [each.says.to(lang) for each in outside_figures().figures]
    for known in (release.edition, release.rubric_version, *others):
        text = text.replace(known, "")
    assert set(POINTS.findall(text)) <= allowed
    state = public_figures(city.visitor, release.id, "state")[release.year]
    hidden = [row for row in state.districts if isinstance(row.count, Hidden)]
    assert hidden
    for row in hidden:
        of_row = [line for line in told if line and line[0] == row.title.to(lang)]
        assert all(not any(c.isdigit() for c in " ".join(line[1:])) for line in of_row)


def test_it_stays_as_it_was_published(city: PublicCity) -> None:
    """Other enterprises and later months change no byte of it; nobody can edit it any more."""
    release = city.published()
    before = files(city, release)
    assert before["zh.pdf"].startswith(b"%PDF")
    with pytest.raises(Invalid, match="bulletin_public"):
        write(city)
    add(city.store, range(100, 160), total=90, at=city.now)
    city.now += timedelta(days=40)
    assert files(city, release) == before
    assert not any("审阅稿" in each for row in rows(before["zh.xlsx"]) for each in row)
    assert any("2026 年 11 月 22 日" in each for row in rows(before["zh.xlsx"]) for each in row)


def test_the_words_are_those_that_stood_when_it_was_proposed(city: PublicCity) -> None:
    """What is written between proposal and publication was looked at by nobody, and stays out."""
    write(city)
    proposal = city.proposed()
    write(city, "后来改的话。")
    assert [each.text for each in proposed_words(city.official, proposal.id)["zh"].stand] == [OWN]
    for content in (
        proposed_bulletin(city.official, proposal.id, Voice("zh"), "xlsx"),
        files(city, publishing.publish(city.official, proposal.id))["zh.xlsx"],
    ):
        text = " ".join(each for row in rows(content) for each in row)
        assert OWN in text
        assert "后来改的话" not in text


def test_words_over_other_figures_are_left_out_and_counted(city: PublicCity) -> None:
    """They told of the month before; the desk says how many there are."""
    write(city)
    add(city.store, range(100, 160), total=90, at=city.now)
    city.now += timedelta(days=20)
    proposal = city.proposed()
    told = proposed_words(city.official, proposal.id)
    assert (told["zh"].stand, told["zh"].left_out) == ((), 1)
    assert (told["en"].stand, told["en"].left_out) == ((), 0)
    made = files(city, publishing.publish(city.official, proposal.id))
    assert OWN not in " ".join(each for row in rows(made["zh.xlsx"]) for each in row)


def test_nobody_has_it_before_or_after_it_is_public(city: PublicCity) -> None:
    """Not of a proposal, not of a release that was withdrawn; no other format, no other name."""
    proposal = city.proposed()
    with pytest.raises(NotFound):
        public_bulletin(city.visitor, proposal.id, Voice("zh"), "pdf")
    with pytest.raises(Invalid, match="bulletin_format"):
        proposed_bulletin(city.official, proposal.id, Voice("zh"), "pptx")
    publishing.publish(city.official, proposal.id)
    with pytest.raises(Invalid, match="release_changed"):
        proposed_bulletin(city.official, proposal.id, Voice("zh"), "pdf")
    with pytest.raises(NotFound):
        public_bulletin(city.visitor, proposal.id, Voice("zh"), "pptx")
    publishing.withdraw(city.official, proposal.id, "口径有误")
    with pytest.raises(NotFound):
        public_bulletin(city.visitor, proposal.id, Voice("zh"), "pdf")
