"""A new edition touches its own folder: what is said of items elsewhere goes by their shape."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from cli.main import run
from files.problems import Problem
from i18n.catalogue import texts
from questionnaires.crosswalks import crosswalks_from
from questionnaires.crosswalks.checks import applies
from questionnaires.digest import digest
from questionnaires.including import SHIPPED
from questionnaires.library import available, load
from questionnaires.model import Condition, Questionnaire
from reports.build import build
from reports.layers.checks import sign_faults
from reports.layers.reader import layers_for
from reports.narratives.fitting import narrative_faults
from reports.narratives.reader import narratives
from scoring.library import own_file, rubric
from scoring.paths.effort_reading import efforts
from services.fit import FAMILIES, fit_problems
from solutions.conditions import reading_faults
from solutions.library import catalogue
from solutions.matching import gaps_of, solutions_for
from tests.unit.outlook_cases import whole
from tests.unit.report_reading import texts as texts_in

ROOT = Path(__file__).parents[2]
LAST = available()["manufacturing"][-1]
NEXT = "2030.1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The newest edition for manufacturers, copied as the next one, outside of the product."""
    copy = tmp_path / "manufacturing" / NEXT
    shutil.copytree(SHIPPED / "manufacturing" / LAST, copy)
    change(copy / "questionnaire.yaml", f'edition: "{LAST}"', f'edition: "{NEXT}"')
    return copy


def change(file: Path, old: str, new: str) -> None:
    """Put ``new`` in the place of ``old``, which stands there."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def reworded(folder: Path) -> Questionnaire:
    """The edition with another word in one question."""
    file = folder / "smart_manufacturing.yaml"
    asked = load(folder).by_id["scheduling"].ask.zh
    change(file, asked, f"想一想：{asked}")
    return load(folder)


def with_another_rung(
    folder: Path, id: str = "scheduling", rung: str = "proposed"
) -> Questionnaire:
    """The edition in which one rung of a ladder is another one."""
    for file in folder.rglob("*.yaml"):
        text = file.read_text("utf-8")
        item = re.search(rf"\n  (?:- id: )?{id}:?\n    .*?\b{rung}\b", text, re.DOTALL)
        if item is not None:
            old = item[0]
            change(file, old, old.removesuffix(rung) + "something_new")
    return frozen(folder)


def with_another_item(folder: Path) -> Questionnaire:
    """The edition in which one question has become a new one."""
    for file in folder.rglob("*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"\bscheduling\b", "planning_board", text), "utf-8")
    return frozen(folder)


def frozen(folder: Path) -> Questionnaire:
    """The edition, with the digest of what it says now."""
    found = load(folder)
    (folder / "digest").write_text(f"{digest(found.items)}\n", "utf-8")
    return load(folder)


def lacks(folder: Path) -> list[Problem]:
    """What the newest edition lacks elsewhere."""
    return list(fit_problems([folder]))


def test_a_reworded_edition_needs_nothing_elsewhere(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It passes the linter as it stands, and is judged by the rubric of the edition before."""
    now, before = reworded(folder), load("manufacturing", LAST)
    assert now.digest == before.digest
    assert run(["lint", str(folder), "--lang", "en"]) == 0, capsys.readouterr().out
    judges = [rubric(now.default_rubric, each) for each in (now, before)]
    assert judges[0].digest == judges[1].digest
    assert judges[0].version == judges[1].version
    assert efforts(now) == efforts(before)
    assert layers_for(now) == layers_for(before)


def test_a_reworded_edition_is_reported_like_the_one_before(folder: Path) -> None:
    """Levels, sentences, readings, programmes and plan: only the words and the edition differ."""
    asked = reworded(folder)
    now, before = whole(str(folder)), whole("manufacturing")
    assert now.questionnaire == asked
    assert now.card.total == before.card.total
    assert now.plan is not None
    assert now.plan == before.plan
    assert [each.outcome for each in now.programmes] == [each.outcome for each in before.programmes]
    assert {each.outcome for each in now.programmes} - {"unasked"}
    assert [(each.low, each.high) for each in now.readings] == [
        (each.low, each.high) for each in before.readings
    ]
    told = [list(texts_in(build(each, "zh", date(2026, 3, 25)))) for each in (now, before)]
    same = [text.replace("想一想：", "").replace(NEXT, LAST) for text in told[0]]
    assert same == told[1]


@pytest.mark.parametrize(
    ("dimension", "id", "rung", "families"),
    [
        ("smart_manufacturing", "scheduling", "proposed", {*FAMILIES} - {"efforts", "concerns"}),
        (
            "industrial_internet",
            "data_platform",
            "gathered",
            {"narratives", "solutions", "efforts"},
        ),
    ],
)
def test_a_changed_item_is_named_with_all_that_does_not_fit_it(
    folder: Path, dimension: str, id: str, rung: str, families: set[str]
) -> None:
    """Lint says which item, which family, which place and why, at the item, and nothing else."""
    with_another_rung(folder, id, rung)
    found = lacks(folder)
    file = folder / f"{dimension}.yaml"
    (line,) = (
        number
        for number, text in enumerate(file.read_text("utf-8").splitlines(), 1)
        if text == f"  - id: {id}"
    )
    assert {(each.file, each.line, each.params["item"]) for each in found} == {(file, line, id)}
    told = {each.params["family"].en for each in found if each.code == "F001"}
    assert told == {texts("fit")[f"family_{each}"].en for each in families}
    for each in found:
        place, _, number = each.params["where"].rpartition(":")
        assert int(number) <= len(Path(place).read_text("utf-8").splitlines())
        assert {id, rung} & {*re.findall(r"\w+", each.params["why"].en)} or each.code == "F003"
    (judged,) = (each for each in found if each.code == "F003")
    assert judged.params["new"] == f"manufacturing@{NEXT}.yaml"


def test_a_new_item_needs_sentences_and_a_judgement(folder: Path) -> None:
    """Nothing else has to speak of it; what spoke of the one that is gone is left alone."""
    with_another_item(folder)
    found = lacks(folder)
    assert {(each.code, each.params["item"]) for each in found} == {
        ("F002", "planning_board"),
        ("F003", "planning_board"),
        ("F003", "scheduling"),
    }


def test_what_does_not_fit_is_left_out_and_breaks_nothing(folder: Path) -> None:
    """Until the files are brought in line a changed item goes without them."""
    with_another_rung(folder)
    now = whole(str(folder))
    assert now.plan is not None
    lifts = [lift for phase in now.plan.phases for task in phase.tasks for lift in task.lifts]
    assert lifts
    assert "proposed" not in {rung for lift in lifts for rung in lift.to}
    assert build(now, "zh", date(2026, 3, 25)).sections


def test_a_lack_is_made_good_beside_what_earlier_editions_use(folder: Path) -> None:
    """Sentences, signs and conditions for both rungs stand together and fit both editions."""
    editions = [load("manufacturing", LAST), with_another_rung(folder)]
    told = narratives("manufacturing")
    assert told is not None
    (narrative,) = told.by_item["scheduling"]
    found = {**narrative.found, "something_new": narrative.found["proposed"]}
    both = narrative.model_copy(update={"found": found})
    one, two = ("proposed",), ("proposed", "something_new")
    for edition in editions:
        item = edition.by_id["scheduling"]
        assert not any(narrative_faults(both, item))
        assert not any(sign_faults(item, two))
        assert not any(reading_faults(Condition(item=item.id, is_=two), edition.by_id))
    assert any(narrative_faults(narrative, editions[1].by_id["scheduling"]))
    assert any(sign_faults(editions[1].by_id["scheduling"], one))
    assert any(reading_faults(Condition(item="scheduling", is_=one), editions[1].by_id))


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        ("2025.9", "manufacturing.yaml"),
        ("2026.1", "manufacturing.yaml"),
        ("2026.2", "manufacturing@2026.2.yaml"),
        ("2026.3", "manufacturing@2026.3.yaml"),
        ("2026.10", "manufacturing@2026.3.yaml"),
    ],
)
def test_a_rubric_counts_from_the_edition_in_its_name_on(edition: str, name: str) -> None:
    """A later file never judges an earlier edition, whatever it would fit."""
    asked = load("manufacturing", LAST).model_copy(update={"edition": edition})
    file = own_file("wuxi", asked)
    assert file is not None
    assert file.name == name


def test_what_names_its_editions_is_for_no_other() -> None:
    """The declared exception: a relation and a change of a solution hold in these alone."""
    ours = load("manufacturing", LAST)
    for walk in crosswalks_from(ours):
        theirs = load(walk.to, walk.to_edition)
        relation = next(each for each in walk.relations if applies(each, ours, theirs))
        for editions, holds in (((LAST,), True), (("2026.1",), False)):
            named = relation.model_copy(update={"editions": editions})
            assert applies(named, ours, theirs) == holds
    known = whole("manufacturing")
    for only, lifted in (((LAST,), True), (("2026.1",), False)):
        solutions = tuple(
            each.model_copy(
                update={
                    "prerequisites": (),
                    "changes": tuple(
                        change.model_copy(update={"only": only})
                        for change in each.changes
                        if change.source == "manufacturing"
                    ),
                }
            )
            for each in catalogue().solutions
        )
        among = catalogue().model_copy(update={"solutions": solutions})
        gaps = gaps_of(ours, known.rubric, known.sheet)
        assert bool(solutions_for(ours, gaps, known.sheet.facts, among=among)) == lifted


def test_only_the_newest_edition_is_held_to_this(folder: Path) -> None:
    """What is said of items may grow with the editions; those before are as they are."""
    with_another_rung(folder)
    later = folder.with_name("2030.2")
    shutil.copytree(SHIPPED / "manufacturing" / LAST, later)
    change(later / "questionnaire.yaml", f'edition: "{LAST}"', 'edition: "2030.2"')
    assert list(fit_problems([folder, later])) == []


@pytest.mark.parametrize("code", [name for name in texts("fit_problems") if len(name) == 4])
def test_every_code_says_what_is_wrong_and_what_to_do(code: str) -> None:
    """Each fix is a sentence, and the guide lists every code."""
    assert texts("fit_problems")[f"{code}_fix"].zh.endswith("。")
    assert texts("fit_problems")[f"{code}_fix"].en.endswith(".")
    assert f"| {code} |" in (ROOT / "docs" / "questionnaires.md").read_text("utf-8")


def test_no_shipped_file_names_an_edition_without_its_reason() -> None:
    """An edition is named as an exception only, with a comment that says why."""
    folders = ("questionnaires/crosswalks", "solutions", "reports", "scoring/efforts")
    named = [
        f"{file.relative_to(ROOT)}: {line}"
        for folder in folders
        for file in sorted((ROOT / folder).rglob("*.yaml"))
        for line in file.read_text("utf-8").splitlines()
        if re.search(r"\b(?:from_)?editions:", line) and "#" not in line
    ]
    assert named == []
