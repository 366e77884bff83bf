"""Two editions compared: every difference is told, and whether results can be compared."""

import shutil
from pathlib import Path

import pytest

from cli.main import run
from questionnaires.differences import changes, same_meaning
from questionnaires.library import load
from questionnaires.model import Item, Questionnaire
from scoring.differences import rubric_changes
from scoring.library import rubric

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "workshop"


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    """Two editions of the sample, alike as yet but for their names."""
    for name in ("1", "2"):
        shutil.copytree(SAMPLE / "1", tmp_path / "workshop" / name)
        (tmp_path / "workshop" / name / "digest").unlink(missing_ok=True)
    change(tmp_path / "workshop/2/questionnaire.yaml", 'edition: "1"', 'edition: "2"')
    return tmp_path / "workshop"


def change(file: Path, old: str, new: str) -> None:
    """Replace the first ``old``, which must be there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def with_items(questionnaire: Questionnaire, items: tuple[Item, ...]) -> Questionnaire:
    """The questionnaire with other items, and nothing computed before."""
    fields = {name: getattr(questionnaire, name) for name in Questionnaire.model_fields}
    return Questionnaire(**{**fields, "items": items})


def pair(folder: Path) -> tuple[Questionnaire, Questionnaire]:
    """The two editions."""
    return load(folder / "1"), load(folder / "2")


def told(folder: Path) -> set[tuple[str, str, str]]:
    """Section, place and name of every difference."""
    return {(each.section, each.at, each.name) for each in changes(*pair(folder))}


def printed(folder: Path, capsys: pytest.CaptureFixture[str], lang: str = "zh") -> str:
    """What `shuzhen diff` says."""
    assert run(["diff", str(folder / "1"), str(folder / "2"), "--lang", lang]) == 0
    return capsys.readouterr().out


def test_editions_that_say_the_same(editions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mere copy has no differences and gives comparable results."""
    assert told(editions) == set()
    words = printed(editions, capsys)
    assert "没有区别" in words
    assert "可以直接比较" in words


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("shopfloor.yaml", "ask: 设备停机时", "ask: 机器停机时", ("wording", "downtime", "ask")),
        (
            "translations/en.yaml",
            "unit: machines",
            "unit: tools",
            ("answers", "machines_total", "unit"),
        ),
        ("questionnaire.yaml", "minutes: 5", "minutes: 6", ("whole", "", "minutes")),
        ("data.yaml", "{article: 50}", "{article: 49}", ("citations", "safeguards", "cite")),
    ],
)
def test_what_only_reads_otherwise(
    editions: Path,
    file: str,
    old: str,
    new: str,
    expected: tuple[str, str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Words, minutes and citations are told, and leave results comparable."""
    change(editions / "2" / file, old, new)
    assert expected in told(editions)
    assert "可以直接比较" in printed(editions, capsys)
    assert "comparable. Equal answers" in printed(editions, capsys, "en")


def test_a_change_of_english_only_is_said_to_be_one(
    editions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Chinese reader is not shown the same words twice."""
    change(editions / "2" / "translations/en.yaml", "unit: machines", "unit: tools")
    assert "machines_total 单位：只改了英文" in printed(editions, capsys)
    assert "machines → tools" in printed(editions, capsys, "en")


def test_bands_options_and_routing(editions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What bears on a score is told with before and after, and results are not comparable."""
    change(editions / "2" / "basis.yaml", "to: 0.3, says", "to: 0.4, says")
    change(editions / "2" / "basis.yaml", "from: 0.3,", "from: 0.4,")
    change(editions / "2" / "shopfloor.yaml", "    show_if: has_workshop\n", "")
    before, after = pair(editions)
    found = {(each.at, each.name): each for each in changes(before, after)}
    bands = found["machines_networked_share", "bands"]
    assert bands.before is not None
    assert bands.after is not None
    assert "[0.1, 0.3)" in bands.before.zh
    assert "[0.1, 0.4)" in bands.after.zh
    (routed,) = (each for each in changes(before, after) if each.section == "routing")
    assert routed.before is not None
    assert routed.after is None
    assert {"machines_networked_share", routed.at} == {
        item.id for item in after.items
    } - same_meaning(before, after)
    words = printed(editions, capsys)
    assert "不能直接比较，因为题目变了" in words
    assert f"变了的 {routed.at}" in words or routed.at in words


def test_items_added_and_removed(editions: Path) -> None:
    """An item of one edition only is told with its question."""
    before, after = pair(editions)
    less = with_items(after, after.items[1:])
    (gone,) = (each for each in changes(before, less) if each.section == "items")
    assert (gone.at, gone.before, gone.after) == (after.items[0].id, after.items[0].ask, None)
    (added,) = (each for each in changes(less, before) if each.section == "items")
    assert (added.before, added.after) == (None, before.items[0].ask)


def test_items_that_moved(editions: Path) -> None:
    """An item on another page and a page asked in another order are told as moves."""
    before, after = pair(editions)
    first, *rest = after.pages
    turned = first.model_copy(update={"items": tuple(reversed(first.items))})
    moved = changes(before, after.model_copy(update={"pages": (turned, *rest)}))
    assert [(each.section, each.at, each.name) for each in moved] == [("moved", first.id, "order")]
    other = first.model_copy(update={"id": "other"})
    moved = changes(before, after.model_copy(update={"pages": (other, *rest)}))
    assert {each.at for each in moved if each.section == "moved"} == set(first.items)


def test_a_changed_rubric(
    editions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Weights, points, levels and gates are told, and the verdict says to score again."""
    file = tmp_path / "mine.yaml"
    file.write_text(RUBRIC, "utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(
        RUBRIC.replace("weight: 2", "weight: 3")
        .replace("2: 50", "2: 60")
        .replace("at_least: 40", "at_least: 45"),
        "utf-8",
    )
    before, after = pair(editions)
    judges = rubric(file, before), rubric(other, after)
    found = {
        (each.section, each.at, each.name) for each in rubric_changes(*judges, (before, after))
    }
    assert found == {
        ("rubric", "total/downtime", "weight"),
        ("levels", "2", "band"),
        ("levels", "2", "gate"),
    }
    for name, judge in (("1", file), ("2", other)):
        head = editions / name / "questionnaire.yaml"
        change(head, "default_rubric: equal", f"default_rubric: {judge}")
    words = printed(editions, capsys)
    assert "~ total/downtime 权重：2 → 3" in words
    assert "total ≥ 50 → total ≥ 60" in words
    assert "先用同一个规则重新评分" in words


def test_two_questionnaires_are_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """Different questionnaires are told apart, never called comparable."""
    assert run(["diff", "manufacturing@2026.1", str(SAMPLE), "--lang", "en"]) == 0
    assert "two different questionnaires" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "section", "verdict"),
    [
        ("zh", "题目的增减", "结论：分数和等级不能直接比较，因为题目变了"),
        ("en", "Items added and removed", "Verdict: scores and levels are not comparable"),
    ],
)
def test_the_second_edition_for_manufacturers(
    lang: str, section: str, verdict: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The proof on the shipped editions: every item of one only is told, and the verdict fits."""
    assert run(["diff", "manufacturing@2026.1", "manufacturing@2026.2", "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert section in lines
    assert lines[-1].startswith(verdict)
    before, after = load("manufacturing", "2026.1"), load("manufacturing", "2026.2")
    for item in before.by_id.keys() ^ after.by_id.keys():
        sign = "-" if item in before.by_id else "+"
        assert any(line.startswith(f"  {sign} {item} ") for line in lines)
        assert item in lines[-1]


def test_an_edition_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown name is a wrong call that names what there is."""
    assert run(["diff", "manufacturing@1999.1", "manufacturing@2026.1"]) == 2
    assert "manufacturing@2026.1" in capsys.readouterr().err


def test_broken_files_are_listed(editions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An edition that cannot be read gives its problems and exit code 1."""
    change(editions / "2" / "data.yaml", "{article: 50}", "{article: 500}")
    assert run(["diff", str(editions / "1"), str(editions / "2")]) == 1
    assert "Q074" in capsys.readouterr().err


def test_freezing(editions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A clean published edition gets its digest; asking again changes nothing."""
    digest = editions / "1" / "digest"
    assert run(["freeze", str(editions / "1")]) == 1  # a draft
    assert "draft" in capsys.readouterr().err
    assert not digest.exists()
    change(editions / "1" / "questionnaire.yaml", "status: draft", "status: published")
    assert run(["freeze", str(editions / "1")]) == 0
    assert digest.read_text("utf-8") == f"{load(editions / '1').digest}\n"
    assert run(["lint", str(editions / "1")]) == 0
    assert run(["freeze", str(editions / "1")]) == 0


def test_freezing_never_replaces_a_digest(
    editions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a change of meaning the old digest stands, and the command says why."""
    change(editions / "1" / "questionnaire.yaml", "status: draft", "status: published")
    assert run(["freeze", str(editions / "1")]) == 0
    kept = (editions / "1" / "digest").read_bytes()
    change(editions / "1" / "basis.yaml", "to: 0.3, says", "to: 0.4, says")
    change(editions / "1" / "basis.yaml", "from: 0.3,", "from: 0.4,")
    assert run(["freeze", str(editions / "1")]) == 1
    assert "Q092" in capsys.readouterr().err
    assert (editions / "1" / "digest").read_bytes() == kept


def test_freezing_with_problems(editions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A problem that lint finds keeps the digest from being written."""
    change(editions / "1" / "questionnaire.yaml", "status: draft", "status: published")
    change(editions / "1" / "data.yaml", "{article: 50}", "{article: 500}")
    assert run(["freeze", str(editions / "1")]) == 1
    assert "Q074" in capsys.readouterr().err
    assert not (editions / "1" / "digest").exists()
    assert run(["freeze", str(editions)]) == 2


RUBRIC = """\
rubric: mine
version: "1"
questionnaire: workshop
title: {zh: 样例, en: Sample}
provenance: {zh: 只为测试而写, en: Written for tests}
scale: 100
missing: share
coverage_floor: {value: 0.5, reason: {zh: 样例, en: Sample}}
tree:
  id: total
  title: {zh: 总分, en: Total}
  reason: {zh: 样例, en: Sample}
  aggregate: weighted_mean
  items:
    machines_networked_share: {weight: 1, reason: {zh: 样例, en: Sample}}
    plan: {weight: 1, reason: {zh: 样例, en: Sample}}
    downtime: {weight: 2, reason: {zh: 样例, en: Sample}}
    scheduling: {weight: 1, reason: {zh: 样例, en: Sample}}
    scrap_rate: {weight: 1, reason: {zh: 样例, en: Sample}}
    safeguards: {weight: 1, points: [1, 1, 1, -1, 0], reason: {zh: 样例, en: Sample}}
    backup_test: {weight: 1, reason: {zh: 样例, en: Sample}}
levels:
  - {number: 1, name: {zh: 一, en: One}, meaning: {zh: 一, en: One}}
  - {number: 2, name: {zh: 二, en: Two}, meaning: {zh: 二, en: Two}}
level_rules:
  - {rule: bands, node: total, from: {1: 0, 2: 50}, reason: {zh: 样例, en: Sample}}
  - rule: gates
    requires: [{level: 2, node: total, at_least: 40, reason: {zh: 样例, en: Sample}}]
"""
