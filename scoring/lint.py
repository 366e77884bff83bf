"""Every problem of a rubric file, those that only scoring shows included."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from files.problems import InvalidFiles, Problem, in_order
from files.shape import did_you_mean
from files.strict_yaml import read
from i18n import text_of
from questionnaires.fitting import Misfit
from questionnaires.library import NoSuchQuestionnaire, load
from questionnaires.model import Questionnaire
from scoring.compiling import compile_rubric
from scoring.engine import score
from scoring.library import available, editions_for, own_file
from scoring.points import table
from scoring.program import Codes
from scoring.reader import read_rubric
from scoring.rubric import Rubric

WALKS = 200  # from the worst answers to the best, in different orders


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
        editions = editions_for(file, wanted, beside) or (load(wanted),)
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
    plan = compile_rubric(questionnaire, rubric)
    random = np.random.default_rng(0)
    return {
        int(level)
        for _ in range(WALKS)
        for level in np.unique(score(plan, _walk(questionnaire, rubric, random)).level)
    }


def _walk(questionnaire: Questionnaire, rubric: Rubric, random: np.random.Generator) -> Codes:
    """One path upwards as code columns, of shape (items, answer sheets along it)."""
    ladders = [
        np.argsort(table(item, rubric.judged[item.id].points), kind="stable")
        for item in questionnaire.scored
    ]
    rises = random.permutation(
        np.repeat(np.arange(len(ladders)), [len(ladder) - 1 for ladder in ladders])
    )
    rungs = np.zeros((len(ladders), len(rises) + 1), dtype=np.int64)
    rungs[rises, np.arange(1, len(rises) + 1)] = 1
    rungs = np.cumsum(rungs, axis=1)
    return np.array([ladder[rung] for ladder, rung in zip(ladders, rungs, strict=True)], np.int8)
