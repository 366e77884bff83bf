"""A file of answer sheets to a file of scores."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from i18n import Text
from questionnaires.model import Questionnaire
from scoring import score
from scoring.engine import Scores
from scoring.rubric import Rubric
from services.scoring_files.ahead import ahead
from services.scoring_files.checking import Checker
from services.scoring_files.chunks import TableReader, TableWriter, Unreadable
from services.scoring_files.faults import Fault, Faults, FaultyInput, worded
from services.scoring_files.opening import check_target, reader_of, replacing, writer_of
from services.scoring_files.respondents import RESPONDENT
from services.scoring_files.sheets import header_of

FIGURES = ("total", "level", "coverage", "low", "high")
ROWS_WRITTEN_AT_ONCE = 1 << 16

Watch = Callable[[int, float | None], None]
"""Told after every chunk: sheets read so far, and the share of the file (None: not known)."""


@dataclass(frozen=True)
class ScoringSummary:
    """What was done: sheets written, those without a total, items without a column.

    ``remarks`` say how the file was read where it could have been meant otherwise.
    """

    sheets: int
    without_total: int
    without_column: tuple[str, ...]
    remarks: tuple[Text, ...]


def score_file(
    questionnaire: Questionnaire,
    rubric: Rubric,
    source: Path,
    target: Path,
    watch: Watch = lambda _sheets, _done: None,
) -> ScoringSummary:
    """Score every row of ``source`` into ``target``: all of them, or nothing is written.

    One row a respondent: ``respondent`` and the ids of asked items as columns, facts under
    their names. Written are respondent, the ``FIGURES``, and each node below the total, in full
    precision; empty where there is no figure. Memory does not grow with the rows, 8 bytes a
    respondent apart. Raises FaultyInput, UnknownFormat, SameFile, NoRoom, OSError.
    """
    faults = Faults()
    try:
        reader = reader_of(source)
        check_target(target, source)
        checker = Checker(questionnaire, header_of(reader), faults)
        with replacing(target) as file:
            with writer_of(target)(file, _schema(rubric)) as writer:
                sheets, without_total = _score(reader, checker, rubric, writer, watch)
            checker.respondents.repeated(reader.chunks)
            faults.add(checker.miscounted())
            if not sheets and not faults:
                faults.add([Fault(0, "", "", worded("empty"))])
            if faults:
                raise FaultyInput(source, faults)
    except Unreadable as error:
        faults.add([error.fault])
        raise FaultyInput(source, faults) from None
    remarks = (*reader.remarks, *checker.remarks)
    return ScoringSummary(sheets, without_total, checker.without_column, remarks)


def _score(
    reader: TableReader, checker: Checker, rubric: Rubric, writer: TableWriter, watch: Watch
) -> tuple[int, int]:
    """Score chunk after chunk; once there is a fault, go on checking only.

    What comes next is read, and what was scored before is written, in threads beside.
    """
    read = sheets = without_total = 0
    waiting: list[pa.RecordBatch] = []
    with (
        closing(ahead(reader.chunks())) as chunks,
        ThreadPoolExecutor(1, thread_name_prefix="writing") as thread,
    ):
        written = thread.submit(_write, (), writer)
        for chunk in chunks:
            respondents, columns = checker.read(chunk)
            read += columns.size
            if not checker.faults and columns.size:
                scores = score(checker.questionnaire, rubric, columns)
                waiting.append(_batch(writer.schema, respondents, scores))
                sheets += columns.size
                without_total += int(np.isnan(scores.total).sum())
                if sum(batch.num_rows for batch in waiting) >= ROWS_WRITTEN_AT_ONCE:
                    written.result()
                    written, waiting = thread.submit(_write, waiting, writer), []
            watch(read, chunk.done)
        written.result()
        thread.submit(_write, waiting, writer).result()
    return sheets, without_total


def _write(batches: Sequence[pa.RecordBatch], writer: TableWriter) -> None:
    """Write them in one piece."""
    if batches:
        writer.write(pa.concat_batches(batches))


def _schema(rubric: Rubric) -> pa.Schema:
    figures = [(name, pa.int8() if name == "level" else pa.float64()) for name in FIGURES]
    nodes = [(node.id, pa.float64()) for node, parent in rubric.nodes if parent is not None]
    return pa.schema([(RESPONDENT, pa.string()), *figures, *nodes])


def _batch(schema: pa.Schema, respondents: pa.StringArray, scores: Scores) -> pa.RecordBatch:
    nothing = np.isnan(scores.total)
    coverage = np.where(np.isnan(scores.coverage), 1.0, scores.coverage)
    columns = [
        respondents,
        _figure(scores.total),
        pa.array(scores.level, mask=nothing),
        _figure(coverage),
        _figure(scores.low),
        _figure(scores.high),
    ]
    columns += [_figure(scores.nodes[name]) for name in schema.names[len(columns) :]]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _figure(values: np.ndarray) -> pa.Array:
    return pa.array(values, mask=np.isnan(values))
