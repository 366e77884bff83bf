"""A rubric file to a Rubric: everything that is wrong with it at once."""

from pathlib import Path

from files.families import read
from files.problems import InvalidFiles, Problem
from files.strict_yaml import YamlDocument
from questionnaires.model import Questionnaire
from scoring.entries import RubricEntry
from scoring.level_reading import read_levels
from scoring.rubric import Estimate, Rubric
from scoring.tree_reading import TreeReader
from scoring.weighing import count_of_weight_sets

MOST_WEIGHT_SETS = 100  # sets of weights that tables may come to


def read_rubric(file: Path, questionnaire: Questionnaire) -> Rubric:
    """The rubric in ``file``, judged for ``questionnaire``.

    Raises InvalidFiles with every problem, OSError where there is no such file.
    """
    entry, document, problems = read(file, RubricEntry)
    if entry is None:
        raise InvalidFiles(problems)
    rubric = _resolved(document, questionnaire, entry, problems)
    if rubric is None or problems:
        raise InvalidFiles(problems)
    return rubric


def _resolved(
    document: YamlDocument,
    questionnaire: Questionnaire,
    entry: RubricEntry,
    problems: list[Problem],
) -> Rubric | None:
    """The rubric as far as it can be made out; every problem goes into ``problems``."""
    if entry.questionnaire not in (None, questionnaire.id):
        params = {"wanted": questionnaire.id, "got": entry.questionnaire}
        problems.append(document.problem("R001", "questionnaire", **params))
        return None
    if (entry.tree is None) == (entry.nodes is None):
        problems.append(document.problem("R002", "nodes"))
        return None
    tree = TreeReader(document, questionnaire, entry, problems).tree()
    levels, rules = read_levels(document, entry, tree, questionnaire.by_id, problems)
    if tree is None:
        return None
    tables = [node.weights_by for node, _ in tree.walk() if node.weights_by is not None]
    if (ways := count_of_weight_sets(tables)) > MOST_WEIGHT_SETS:
        problems.append(document.problem("R093", "tree", got=ways, most=MOST_WEIGHT_SETS))
    return Rubric(
        id=entry.rubric,
        version=entry.version,
        questionnaire=questionnaire.id,
        title=entry.title,
        provenance=entry.provenance,
        missing=entry.missing,
        coverage_floor=entry.coverage_floor.value,
        floor_reason=entry.coverage_floor.reason,
        estimate=entry.estimate and Estimate(**entry.estimate.model_dump()),
        tree=tree,
        levels=levels,
        rules=rules,
    )
