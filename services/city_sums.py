"""A file of answer sheets to the sums of the city: what one worker of many does, or one alone.

It takes names and a path, so that any engine can hand it to another machine, and gives a table
of some thousand lines; nobody's figures leave it. How the sums of many files become one:
``aggregates.partial.added``.
"""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow as pa

from aggregates.breakdown import Breakdown, Sums, breakdown
from aggregates.partial import ALL, added, partial_sums
from assessments.districts import districts
from assessments.size import Size
from questionnaires.columns import Array, Columns
from questionnaires.library import load
from scoring import library, score
from scoring.engine import Scores
from scoring.rubric import Rubric
from services.scoring_files.ahead import ahead
from services.scoring_files.checking import Checker
from services.scoring_files.chunks import Unreadable
from services.scoring_files.faults import Fault, Faults, FaultyInput, worded
from services.scoring_files.opening import reader_of
from services.scoring_files.sheets import header_of

LEVEL = "level_"  # before the number of a level: how many are in it


def sums_of_file(questionnaire: str, rubric: str | None, source: Path) -> pa.Table:
    """The sums of all sheets of ``source``, every cell checked, in every row of the city's tables.

    Of the total and its parts, each above the beginning of its scale, and of how many are in each
    level; sheets without a total are in none. Raises FaultyInput with all that is wrong,
    UnknownFormat, OSError.
    """
    asked = load(questionnaire)
    judge = library.rubric(rubric or asked.default_rubric, asked)
    faults, rows = Faults(), breakdown()
    parts = []
    try:
        reader = reader_of(source)
        checker = Checker(asked, header_of(reader), faults)
        with closing(ahead(reader.chunks())) as chunks:
            for chunk in chunks:
                _, columns = checker.read(chunk)
                faults.add(_lost(columns))
                if not faults:
                    parts.append(_sums(rows, judge, columns, score(asked, judge, columns)))
        checker.respondents.repeated(reader.chunks)
        faults.add(checker.miscounted())
    except Unreadable as error:
        faults.add([error.fault])
    if faults:
        raise FaultyInput(source, faults)
    return added(parts)


def _sums(rows: Breakdown, rubric: Rubric, columns: Columns, scores: Scores) -> pa.Table:
    counts = ~np.isnan(scores.total)
    size = _stated(columns, "size")
    places = rows.places(
        _stated(columns, "division")[counts].tolist(),
        _stated(columns, "district")[counts].tolist(),
        np.where(size == "", Size.UNCLASSIFIED, size)[counts].tolist(),
    )
    values = {name: column[counts] for name, column in _values(rubric, scores).items()}
    return partial_sums(rows, places, values, np.full(int(counts.sum()), ALL))


def _values(rubric: Rubric, scores: Scores) -> Mapping[str, Sums]:
    """What is summed up; of a level nothing where it is another."""
    parts = {node.id: scores.nodes[node.id] - node.start for node in rubric.tree.nodes}
    levels = {
        f"{LEVEL}{number}": np.where(scores.level == number, 1.0, np.nan)
        for number in (0, *(level.number for level in rubric.levels))
    }
    return {"total": scores.total - rubric.tree.start, **parts, **levels}


def _lost(columns: Columns) -> list[Fault]:
    """What is wrong where a sheet is in no district of the city."""
    if not columns.size or np.isin(_stated(columns, "district"), [*districts()]).all():
        return []
    return [Fault(0, "district", "", worded("no_district", known=", ".join(districts())))]


def _stated(columns: Columns, fact: str) -> Array:
    return columns.facts.get(fact, np.full(columns.size, ""))
