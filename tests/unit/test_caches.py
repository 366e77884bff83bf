"""What is computed once is found again by value, by many threads at once, and never stale."""

import ast
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from shutil import copytree
from threading import Barrier
from typing import Any, NamedTuple

import pytest

from i18n import Text
from questionnaires import conditions
from questionnaires.library import load
from questionnaires.model import Questionnaire
from questionnaires.sheet import Sheet, suits
from scoring import compiling, library
from scoring.paths import effort_reading
from services import offering
from solutions.library import catalogue
from solutions.plans import trying
from tests.unit.test_house import PRODUCT, name, tree

THREADS = 16
SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "workshop"
QUICK = load("quick_scan")
WUXI = library.rubric("wuxi", QUICK)
CATALOGUE = catalogue()


class Kept(NamedTuple):
    """A cache: what keeps, what a caller asks, and what may be compared of the answer."""

    keeps: Any
    ask: Callable[[Questionnaire], Any]
    seen: Callable[[Any], Any] = lambda answer: answer


def _other(title: str) -> Questionnaire:
    """The quick scan under another title: a value of its own with the same digest."""
    return QUICK.model_copy(update={"title": Text(zh=title)})


def _reworded() -> Questionnaire:
    """The quick scan with every question in other words, and the same digest."""
    items = (item.model_copy(update={"ask": Text(zh="新")}) for item in QUICK.items)
    return QUICK.model_copy(update={"items": tuple(items)})


def _copy(questionnaire: Questionnaire) -> Questionnaire:
    """An equal value that shares nothing with the first."""
    return questionnaire.model_copy(deep=True)


KEPT = {
    "plans": Kept(
        compiling.compile_rubric,
        lambda asked: compiling.compile_rubric(asked, WUXI),
        lambda found: (found.nodes, found.values, found.program.adds.tobytes()),
    ),
    "rubrics": Kept(library._read, lambda asked: library.rubric("wuxi", asked)),
    "efforts": Kept(effort_reading._load, effort_reading.efforts),
    "conditions": Kept(
        conditions._steps,
        conditions._steps,
        lambda steps: [item for item, _ in steps],
    ),
    "trials": Kept(
        trying._trial,
        lambda asked: trying.trial_of(asked, WUXI, Sheet({}), CATALOGUE),
        lambda trial: (trial.ground.questionnaire.title, trial.ground.sheet),
    ),
    "trades": Kept(offering._trades, offering._trades),
}


@pytest.fixture(params=KEPT)
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    """Each cache, empty before and after."""
    found = KEPT[request.param]
    found.keeps.cache_clear()
    yield found
    found.keeps.cache_clear()


def _at_once(ask: Callable[[Questionnaire], Any], keys: Sequence[Questionnaire]) -> list[Any]:
    """The answers of as many threads, all of which ask at the same moment."""
    ready = Barrier(len(keys))

    def one(key: Questionnaire) -> Any:
        ready.wait()
        return ask(key)

    with ThreadPoolExecutor(len(keys)) as pool:
        return list(pool.map(one, keys))


def test_threads_with_the_same_question_get_equal_answers(kept: Kept) -> None:
    """Whether the key is the same value or an equal one, and one entry is kept."""
    keys = [_copy(QUICK) if place % 2 else QUICK for place in range(THREADS)]
    expected = kept.seen(kept.ask(QUICK))
    kept.keeps.cache_clear()
    assert all(kept.seen(found) == expected for found in _at_once(kept.ask, keys))
    assert kept.keeps.cache_info().currsize == 1


def test_threads_with_many_questions_keep_within_the_bound(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody gets the answer to the own question, and no more is held than the bound says."""
    monkeypatch.setattr(offering, "divisions", cache(dict))
    bound = kept.keeps.cache_info().maxsize
    assert bound is not None
    asked = [_other(str(number)) for number in range(bound + THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(kept.ask, asked))
    for key, answer in zip(asked[:THREADS], answers, strict=False):
        assert kept.seen(answer) == kept.seen(kept.ask(key))
    assert kept.keeps.cache_info().currsize == bound


def test_an_edition_with_another_text_gets_its_own_answer(kept: Kept) -> None:
    """The same digest is not the same value: whatever carries a text carries the new one."""
    new = _reworded()
    assert new.digest == QUICK.digest
    kept.ask(QUICK)
    kept.ask(new)
    assert kept.keeps.cache_info().currsize == 2
    assert kept.keeps.cache_info().hits == 0


def test_the_conditions_carry_the_texts_of_their_edition() -> None:
    """An item is handed out with the words that the asked edition has."""
    conditions._steps(QUICK)
    assert {item.ask.zh for item, _ in conditions._steps(_reworded())} == {"新"}


def test_a_rubric_with_another_reason_is_another_key() -> None:
    """Rubrics of one digest and two texts are told apart."""
    other = WUXI.model_copy(update={"provenance": Text(zh="新")})
    assert other.digest == WUXI.digest
    assert compiling.compile_rubric(QUICK, other) is not compiling.compile_rubric(QUICK, WUXI)
    assert compiling.compile_rubric(QUICK, WUXI.model_copy(deep=True)) is compiling.compile_rubric(
        QUICK, WUXI
    )


def test_an_edited_catalogue_is_tried_anew() -> None:
    """A solution with new words is another catalogue, even under the same ids."""
    first, *others = CATALOGUE.solutions
    edited = first.model_copy(update={"title": Text(zh="新")})
    other = CATALOGUE.model_copy(update={"solutions": (edited, *others)})
    found = trying.trial_of(QUICK, WUXI, Sheet({}), other)
    assert found is not trying.trial_of(QUICK, WUXI, Sheet({}), CATALOGUE)
    assert found.catalogue.solutions[0].title.zh == "新"


def test_whom_an_edition_is_for_is_part_of_the_key() -> None:
    """Two editions with the same items and other trades are ranked by their own."""
    assert suits(QUICK, {"section": "C"})
    nobody = QUICK.model_copy(update={"suits": load("manufacturing").suits})
    assert nobody.digest == QUICK.digest
    assert offering._trades(QUICK) > offering._trades(nobody) > 0


def test_files_that_are_touched_without_a_change_give_the_value_there_was(tmp_path: Path) -> None:
    """So that nothing is compiled again, nor compared text by text, after a harmless update."""
    folder = copytree(SAMPLE, tmp_path / "workshop")
    before = load(folder)
    for file in folder.rglob("*.yaml"):
        os.utime(file, (1, 1))
    assert load(folder) is before
    file = next(folder.rglob("questionnaire.yaml"))
    file.write_text(file.read_text("utf-8").replace(before.title.zh, "新"), "utf-8")
    assert load(folder).title.zh == "新"


def test_nothing_is_kept_by_identity() -> None:
    """No product code asks for ``id(...)``: an identity is given to another value later."""
    found = [
        f"{name(path)}:{node.lineno}"
        for path in PRODUCT
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id"
    ]
    assert found == []
