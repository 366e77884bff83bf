"""A file of answer sheets to a file of scores."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from questionnaires.conditions import route
from questionnaires.model import Questionnaire
from scoring.columns import encode
from scoring.engine import Scores, score
from scoring.plan import Plan, compile_plan
from scoring.rubric import Rubric
from services.scoring_files.checking import Checker
from services.scoring_files.chunks import Reader, Unreadable, Writer
from services.scoring_files.csv_files import CsvReader, CsvWriter
from services.scoring_files.faults import Fault, Faults, FaultyInput, worded
from services.scoring_files.parquet_files import ParquetReader, ParquetWriter
from services.scoring_files.respondents import RESPONDENT
from services.scoring_files.workbooks import WorkbookReader, WorkbookWriter

FORMATS: dict[str, tuple[type[Reader], type[Writer]]] = {
    ".csv": (CsvReader, CsvWriter),
    ".parquet": (ParquetReader, ParquetWriter),
    ".xlsx": (WorkbookReader, WorkbookWriter),
}
FIGURES = ("total", "level", "coverage", "low", "high")


class UnknownFormat(ValueError):
    """The file's extension is none of ``FORMATS``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known = tuple(FORMATS)
        super().__init__(f"{path}: {', '.join(self.known)}")


@dataclass(frozen=True)
class Outcome:
    """What was done: sheets written, those without a total, items without a column."""

    sheets: int
    without_total: int
    without_column: tuple[str, ...]


def score_file(questionnaire: Questionnaire, rubric: Rubric, source: Path, target: Path) -> Outcome:
    """Score every row of ``source`` into ``target``: all of them, or nothing is written.

    One row a respondent: ``respondent`` and the ids of asked items as columns, facts under
    their names. Written are respondent, the ``FIGURES``, and each node below the total, in full
    precision; empty where there is no figure. Memory does not grow with the rows, 8 bytes a
    respondent apart. Raises FaultyInput, UnknownFormat, NoRoom, OSError.
    """
    reader, writer = _reader(source), _writer(target)
    faults = Faults()
    try:
        checker = Checker(questionnaire, _header(reader), faults)
        with _replacing(target) as unfinished:
            with writer(unfinished, _schema(rubric)) as file:
                outcome = _score(reader, checker, compile_plan(questionnaire, rubric), file)
            checker.respondents.repeated(reader.chunks())
            if not outcome.sheets:
                faults.add([Fault(0, "", "", worded("empty"))] if not faults else [])
            if faults:
                raise FaultyInput(faults)
    except Unreadable as error:
        faults.add([error.fault])
        raise FaultyInput(faults) from None
    return outcome


def _score(reader: Reader, checker: Checker, plan: Plan, file: Writer) -> Outcome:
    """Score chunk after chunk; once there is a fault, go on checking only."""
    sheets = without_total = 0
    for chunk in reader.chunks():
        respondents, columns = checker.read(chunk)
        if checker.faults or not columns.size:
            continue
        codes = encode(plan.coders, route(checker.questionnaire, columns))
        scores = score(plan, codes)
        file.write(_batch(file.schema, respondents, scores))
        sheets += columns.size
        without_total += int(np.isnan(scores.total).sum())
    return Outcome(sheets, without_total, checker.without_column)


def _reader(path: Path) -> Reader:
    if path.suffix.lower() not in FORMATS:
        raise UnknownFormat(path)
    path.stat()
    return FORMATS[path.suffix.lower()][0](path)


def _header(reader: Reader) -> tuple[str, ...]:
    header = reader.header()
    if not header:
        raise Unreadable("empty")
    return header


def _writer(path: Path) -> type[Writer]:
    if path.suffix.lower() not in FORMATS:
        raise UnknownFormat(path)
    path.parent.stat()
    return FORMATS[path.suffix.lower()][1]


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


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A file beside ``target`` that takes its place once all has gone well."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        yield unfinished
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
