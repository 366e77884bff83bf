"""Every problem of a rubric file, those that only scoring shows included."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from files.problems import InvalidFiles, Problem, in_order
from files.shape import did_you_mean, is_id
from files.strict_yaml import read
from i18n import text_of
from questionnaires.fitting import Misfit
from questionnaires.library import NoSuchQuestionnaire, load
from questionnaires.library import available as shipped
from questionnaires.model import Item, Questionnaire
from scoring.compiling import CompiledRubric, compile_rubric
from scoring.engine import score
from scoring.library import available, editions_for, own_file
from scoring.lines import points_at, reach_of
from scoring.program import Codes
from scoring.reader import read_rubric
from scoring.rubric import Judged, Rubric
from scoring.weighing import weighted_rubrics

WALKS = 200  # from the worst answers to the best, in different orders
STOPS = 21  # on the way of a number along its line


def check(file: Path, beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of the rubric in ``file``.

    Its questionnaire is looked up in ``beside`` (by id), then among those that are shipped, and
    what counts is the newest edition that it fits. A generic rubric is checked against each of
    ``beside``. Raises OSError.
    """
    document, problems = read(file)
    if problems:
        return in_order(problems)
    wanted = document.data.get("questionnaire")
    if not isinstance(wanted, str):
        found = (each for questionnaire in beside.values() for each in _all(file, questionnaire))
        return in_order({str(each): each for each in found}.values())
    try:
        editions = _editions(file, wanted, beside)
    except NoSuchQuestionnaire as unknown:
        near = did_you_mean(wanted, [*beside, *unknown.available])
        return (document.problem("R036", "questionnaire", got=wanted, near=near),)
    fitting = [each for each in editions if not _unfit(file, each)]
    return in_order(_all(file, (fitting or editions)[-1]))


def misfits(questionnaire: Questionnaire) -> Iterator[Misfit]:
    """What keeps the rubrics of earlier editions from judging this one as they judge those.

    A rubric takes a later edition without being changed if its scored items are the same and
    have the same steps.
    """
    id = questionnaire.id
    for name in available(id):
        file = own_file(name, questionnaire)
        if file is None:
            continue
        editions = editions_for(file, id, {id: questionnaire})
        home = next((each for each in editions if not _unfit(file, each)), None)
        if home is None or home.edition == questionnaire.edition:
            continue
        told = set()
        for item in questionnaire.scored:
            before = home.by_id.get(item.id)
            if before is not None and (before.kind, before.rungs) != (item.kind, item.rungs):
                told.add(item.id)
                steps = {
                    name: f"{each.kind} ({', '.join(each.rungs)})"
                    for name, each in (("before", before), ("after", item))
                }
                why = text_of("scoring.other_steps", edition=home.edition, **steps)
                yield Misfit(item.id, file, 1, why)
        for problem in _unfit(file, questionnaire):
            if (of := str(problem.params.get("item", ""))) not in told:
                yield Misfit(of, file, problem.line, problem.what)


def _editions(
    file: Path, wanted: str, beside: Mapping[str, Questionnaire]
) -> tuple[Questionnaire, ...]:
    """Those that the rubric judges, at least one. Raises NoSuchQuestionnaire."""
    if not is_id(wanted):  # and so no part of a path
        raise NoSuchQuestionnaire(wanted, tuple(shipped()))
    return editions_for(file, wanted, beside) or (load(wanted),)


def _unfit(file: Path, questionnaire: Questionnaire) -> tuple[Problem, ...]:
    try:
        read_rubric(file, questionnaire)
    except InvalidFiles as invalid:
        return invalid.problems
    return ()


def _all(file: Path, questionnaire: Questionnaire) -> Iterator[Problem]:
    try:
        rubric = read_rubric(file, questionnaire)
    except InvalidFiles as invalid:
        yield from invalid.problems
        return
    reached = levels_reached(questionnaire, rubric)
    document, _ = read(file)
    for place, level in enumerate(rubric.levels):
        if level.number not in reached:
            level_names = {"level": level.number, "walks": WALKS}
            yield document.problem("R037", "levels", place, **level_names)


def levels_reached(questionnaire: Questionnaire, rubric: Rubric) -> set[int]:
    """The levels on many ways from all answers at their worst to all at their best.

    On each way one item after another rises by one step of its table, in a random order (the
    same ones every time).
    """
    return {
        level for way in weighted_rubrics(rubric) for level in _reached(questionnaire, way.rubric)
    }


def _reached(questionnaire: Questionnaire, rubric: Rubric) -> set[int]:
    plan = compile_rubric(questionnaire, rubric)
    random = np.random.default_rng(0)
    ladders = [_ladder(plan, item, rubric.judged[item.id]) for item in questionnaire.scored]
    return {
        int(level)
        for _ in range(WALKS)
        for level in np.unique(score(plan, _walk(plan, ladders, random)).level)
    }


def _ladder(plan: CompiledRubric, item: Item, judged: Judged) -> Codes:
    """The codes of an item from the lowest value up, of shape (its columns, values)."""
    if not judged.line:
        steps = np.argsort(plan.values[item.id], kind="stable").astype(np.int8)
        return steps[None, :]
    low, high = reach_of(item)
    between = np.linspace(low, min(high, judged.line[-1][0]), STOPS)
    numbers = np.union1d(between, [x for x, _ in judged.line if low <= x <= high])
    numbers = numbers[np.argsort(points_at(judged.line, numbers), kind="stable")]
    coders = [coder for coder in plan.coders if coder.item == item.id]
    return np.vstack([coder(numbers) for coder in coders]).astype(np.int8)


def _walk(plan: CompiledRubric, ladders: Sequence[Codes], random: np.random.Generator) -> Codes:
    """One path upwards as code columns, of shape (columns, answer sheets along it)."""
    rises = random.permutation(
        np.repeat(np.arange(len(ladders)), [ladder.shape[1] - 1 for ladder in ladders])
    )
    rungs = np.zeros((len(ladders), len(rises) + 1), dtype=np.int64)
    rungs[rises, np.arange(1, len(rises) + 1)] = 1
    rungs = np.cumsum(rungs, axis=1)
    codes = np.empty((plan.columns, rungs.shape[1]), dtype=np.int8)
    for rows, ladder, rung in zip(plan.rows.values(), ladders, rungs, strict=True):
        codes[list(rows)] = ladder[:, rung]
    return codes
