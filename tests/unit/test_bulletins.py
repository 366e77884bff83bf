"""The bulletin in a store: who has it, whose words it keeps, and what becomes of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from access.actor import Actor, Role
from assessments.refusals import Invalid, NotAllowed, NotFound, Stale
from cli.main import run
from i18n import Text
from questionnaires import library
from services import publishing
from services.bulletins import (
    BULLETIN_FORMATS,
    BulletinChoice,
    BulletinText,
    bulletin,
    bulletin_file,
    bulletin_of_release,
    edit_bulletin,
    take_back_bulletin,
)
from services.city import CityChoice
from services.context import Context
from services.kinds import BULLETIN
from services.public_releases import PublicRelease
from storage import SqlStore, open_store
from tests.stores import new_store
from tests.unit.city_lines import NOW, add, context
from wording.voice import Voice

CITY = CityChoice(2026, "manufacturing")
CHOICE = BulletinChoice(CITY, Voice("zh"))
NEWEST = BulletinChoice(CityChoice(), Voice("zh"))
FIRST = "summary/1"
OWN = "本年度全市企业数字化转型情况总体平稳。"


@pytest.fixture
def store() -> Iterator[SqlStore]:
    """A city of thirty."""
    made = new_store()
    add(made, range(30))
    yield made
    made.close()


def read(ctx: Context) -> BulletinText:
    """The Chinese bulletin."""
    found = bulletin(ctx, CHOICE)
    assert found is not None
    return found


def write(ctx: Context, text: str = OWN, *, seen: int = 0, id: str = FIRST) -> None:
    """Put ``text`` in place of what is generated now."""
    told = read(ctx).paragraphs[id].generated.text
    edit_bulletin(ctx, CHOICE, id, text, generated=told, seen=seen)


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.OFFICIAL])
def test_only_officials_edit_it(store: SqlStore, role: Role) -> None:
    """Not even the operator, who can write its files."""
    ctx = context(store, Actor(role, "x", centre="c", assessment="a1", district="320206"))
    with pytest.raises(NotAllowed):
        edit_bulletin(ctx, CHOICE, FIRST, OWN, generated="", seen=0)
    with pytest.raises(NotAllowed):
        take_back_bulletin(ctx, CHOICE, FIRST, seen=0)
    if role is not Role.OPERATOR:
        with pytest.raises(NotAllowed):
            bulletin(ctx, CHOICE)
        with pytest.raises(NotAllowed):
            bulletin_file(ctx, CHOICE, "docx")


def test_an_empty_city_has_none() -> None:
    """No figure, no bulletin, and the refusal says when there will be one."""
    made = new_store()
    ctx = context(made)
    assert bulletin(ctx, NEWEST) is None
    with pytest.raises(NotFound) as why:
        bulletin_file(ctx, NEWEST, "pdf")
    assert "次月 1 日" in why.value.to("zh")
    made.close()


def test_no_other_format_is_made(store: SqlStore) -> None:
    """Slides are for a meeting with an owner; what can be had is said."""
    with pytest.raises(Invalid) as why:
        bulletin_file(context(store), CHOICE, "pptx")
    assert all(format in why.value.to("zh") for format in BULLETIN_FORMATS)


def test_what_an_official_writes_stands_in_it_with_a_mark(store: SqlStore) -> None:
    """In the language that was edited only, with a note that says whose words they are."""
    ctx = context(store)
    write(ctx)
    told = read(ctx)
    first = told.report.sections[0].blocks[0]
    assert getattr(first, "text", "") == OWN
    assert getattr(first, "edited", False)
    notes = [getattr(block, "text", "") for block in told.report.sections[-1].blocks]
    assert any("由发布单位改写" in note for note in notes)
    english = bulletin(ctx, BulletinChoice(CITY, Voice("en")))
    assert english is not None
    assert english.paragraphs[FIRST].edit is None


def test_an_edit_stays_when_figures_are_made_anew_and_says_so(store: SqlStore) -> None:
    """A month later the generated text is another: the words stay, marked as outdated."""
    write(context(store))
    add(store, range(100, 140), total=80.0, at=NOW + timedelta(hours=1))
    later = replace(context(store), now=lambda: NOW + timedelta(days=40))
    told = read(later).paragraphs[FIRST]
    assert told.text == OWN
    assert told.changed
    assert told.generated.text != read(context(store)).paragraphs[FIRST].generated.text


def test_an_edit_of_advice_stays_with_its_finding(store: SqlStore) -> None:
    """Its id is the finding's: another sentence before it does not move it."""
    ctx = context(store)
    ids = [id for id in read(ctx).paragraphs if id.startswith("advice/")]
    assert ids
    write(ctx, "请各区年内完成一轮排查。", id=ids[-1])
    assert read(ctx).paragraphs[ids[-1]].text == "请各区年内完成一轮排查。"


def test_once_it_is_public_it_has_the_frozen_figures(store: SqlStore) -> None:
    """No longer for review, with the day of publication; later figures do not change it."""
    ctx = context(store)
    assert "审阅稿，尚未公布" in read(ctx).report.marks
    release = publishing.propose(ctx, "manufacturing", library.load("manufacturing").edition, 2026)
    assert "审阅稿，尚未公布" in read(ctx).report.marks
    publishing.publish(ctx, release.id)
    told = read(ctx)
    assert told.report.marks == ()
    assert ("公布日期", "2026 年 11 月 22 日") in told.report.cover.facts
    add(store, range(100, 140), total=80.0, at=NOW + timedelta(hours=1))
    later = replace(ctx, now=lambda: NOW + timedelta(days=40))
    assert read(later).report.summary == told.report.summary


def released(ctx: Context) -> PublicRelease:
    """The release of the city's only year, public."""
    release = publishing.propose(ctx, "manufacturing", library.load("manufacturing").edition, 2026)
    return publishing.publish(ctx, release.id)


def test_what_is_written_after_the_proposal_is_not_in_what_is_public(store: SqlStore) -> None:
    """The page has the words that the second official could read, as the public files do."""
    ctx = context(store)
    write(ctx)
    release = publishing.propose(ctx, "manufacturing", library.load("manufacturing").edition, 2026)
    write(ctx, "提出公布以后才写的。", seen=1)
    assert read(ctx).paragraphs[FIRST].text == "提出公布以后才写的。"
    publishing.publish(ctx, release.id)
    assert read(ctx).paragraphs[FIRST].text == OWN
    publishing.withdraw(ctx, release.id, "数字有误")
    assert read(ctx).paragraphs[FIRST].text == "提出公布以后才写的。"


def test_once_it_is_public_its_words_stand_still(store: SqlStore) -> None:
    """What was written before stays in it; nothing more is kept until it is withdrawn."""
    ctx = context(store)
    write(ctx)
    release = released(ctx)
    assert read(ctx).published_on == date(2026, 11, 22)
    with pytest.raises(Invalid) as why:
        write(ctx, "公布以后的另一种写法。", seen=1)
    assert "2026-11-22" in why.value.to("zh")
    with pytest.raises(Invalid):
        take_back_bulletin(ctx, CHOICE, FIRST, seen=1)
    assert read(ctx).paragraphs[FIRST].text == OWN
    assert [row["action"] for row in store.audit_rows()].count("bulletin.edit") == 1
    publishing.withdraw(ctx, release.id, "数字有误")
    write(ctx, "撤回以后的写法。", seen=1)
    assert read(ctx).paragraphs[FIRST].text == "撤回以后的写法。"


@pytest.mark.parametrize("format", BULLETIN_FORMATS)
def test_the_bulletin_of_a_release_is_the_same_each_time(store: SqlStore, format: str) -> None:
    """Byte by byte, months and other figures later, with the words of the day it was published."""
    ctx = context(store)
    write(ctx)
    release = released(ctx)
    made = bulletin_of_release(ctx, release, Voice("zh"), format)
    add(store, range(100, 140), total=80.0, at=NOW + timedelta(hours=1))
    later = replace(ctx, now=lambda: NOW + timedelta(days=80))
    assert bulletin_of_release(later, release, Voice("zh"), format) == made
    if format == "html":
        assert OWN in made.decode()
        assert "审阅稿" not in made.decode()


def test_a_release_that_an_earlier_rubric_judged_has_its_bulletin(store: SqlStore) -> None:
    """It names the rubric of then; what the present one no longer has is no step."""
    release = released(context(store))
    old = release.model_copy(update={"rubric_version": "0.9", "rubric_title": Text(zh="旧规则")})
    made = bulletin_of_release(context(store), old, Voice("zh"), "html").decode()
    assert "旧规则" in made
    assert "0.9" in made


def test_two_officials_do_not_overwrite_each_other(store: SqlStore) -> None:
    """The second is refused with what the first wrote."""
    write(context(store))
    other = context(store, Actor(Role.OFFICIAL, "other", "另一位"))
    with pytest.raises(Stale) as why:
        write(other, "另一种写法。")
    assert OWN in why.value.to("zh")
    assert read(other).paragraphs[FIRST].text == OWN


def test_what_was_read_has_to_be_what_is_generated(store: SqlStore) -> None:
    """Words against another text than the present one are not kept."""
    with pytest.raises(Stale):
        edit_bulletin(context(store), CHOICE, FIRST, OWN, generated="旧的", seen=0)


@pytest.mark.parametrize("text", ["", "  ", "字" * 2_001])
def test_a_text_that_cannot_be_is_refused(store: SqlStore, text: str) -> None:
    """Nothing, and more than a paragraph."""
    with pytest.raises(Invalid):
        write(context(store), text)
    assert store.document(BULLETIN, "2026:manufacturing:zh") is None


def test_it_can_be_taken_back_and_all_is_kept(store: SqlStore) -> None:
    """The generated text stands again; what was written stays in the history."""
    ctx = context(store)
    write(ctx)
    take_back_bulletin(ctx, CHOICE, FIRST, seen=1)
    assert read(ctx).paragraphs[FIRST].edit is None
    assert len(store.document_history(BULLETIN, "2026:manufacturing:zh")) == 2


def test_who_edited_and_who_took_it_stands_in_the_trail(store: SqlStore) -> None:
    """Ids only: neither the words nor a figure."""
    ctx = context(store)
    write(ctx)
    bulletin_file(ctx, CHOICE, "html")
    noted = [row for row in store.audit_rows() if row["kind"] == "bulletin"]
    assert [row["action"] for row in noted] == ["bulletin.edit", "bulletin.export"]
    assert {row["object"] for row in noted} == {"2026:manufacturing:zh"}


def test_the_command_writes_it_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From a store on disk; an empty one is a refusal that leaves no file."""
    output = tmp_path / "bulletin.html"
    for enterprises, code in ((0, 1), (30, 0)):
        file = str(tmp_path / f"{enterprises}.db")
        made = open_store(file, migrate=True)
        add(made, range(enterprises), at=datetime.now(UTC) - timedelta(days=70))
        made.close()
        call = ["city", "bulletin", "--store", file, "-o", str(output), "--format"]
        assert run([*call, "slides"]) == 2
        assert run([*call, "html"]) == code
        assert output.exists() == (code == 0)
    told = capsys.readouterr().err
    assert "次月 1 日" in told
    assert str(output) in told
    assert "企业数字化转型评估公报" in output.read_text("utf-8")
