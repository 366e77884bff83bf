"""The engine over many sheets, its kernel's cache, and the columns it is fed."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from questionnaires.columns import Columns
from questionnaires.conditions import route
from questionnaires.library import load
from questionnaires.model import Questionnaire
from scoring import kernel
from scoring.columns import encode
from scoring.compiling import compile_rubric
from scoring.engine import PIECE, Scores, score
from scoring.program import BLOCK
from scoring.reader import read_rubric
from scoring.rubric import Rubric
from scoring.rules.base import Aggregation, Floats

TESTS = Path(__file__).parents[1]


class PlainMean(Aggregation):
    """The weighted mean, as somebody outside might write it."""

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """Sum of weight times value over sum of weight."""
        with np.errstate(invalid="ignore"):  # a sheet without any child is not used
            mean: Floats = (values * weights).sum(axis=0) / weights.sum(axis=0)
        return mean


class Weakest(Aggregation):
    """The weakest child, as somebody outside might write it, with the shares left to the base."""

    def combine(self, values: Floats, weights: Floats) -> Floats:
        """The least value of the children that count."""
        least: Floats = np.where(weights > 0, values, np.inf).min(axis=0)
        return least


@pytest.fixture(scope="module")
def workshop() -> Questionnaire:
    """The sample questionnaire."""
    return load(TESTS / "data" / "samples" / "workshop" / "1")


@pytest.fixture(scope="module")
def rubric(workshop: Questionnaire) -> Rubric:
    """The sample rubric."""
    return read_rubric(TESTS / "cases" / "rubrics" / "workshop.yaml", workshop)


def random_codes(questionnaire: Questionnaire, size: int) -> kernel.Codes:
    """Code columns of random sheets, states included."""
    random = np.random.default_rng(7)
    steps = [2 if item.kind == "multi" else item.steps for item in questionnaire.scored]
    return np.array([random.integers(-2, step, size) for step in steps], dtype=np.int8)


def equal(one: Scores, other: Scores, at: slice) -> None:
    """The figures of ``one`` are those of ``other`` at some of its sheets."""
    for name, figures in one.nodes.items():
        np.testing.assert_array_equal(figures, other.nodes[name][at])
        np.testing.assert_array_equal(one.node_low[name], other.node_low[name][at])
        np.testing.assert_array_equal(one.node_excluded[name], other.node_excluded[name][at])
    np.testing.assert_array_equal(one.level, other.level[at])
    np.testing.assert_array_equal(one.coverage, other.coverage[at])


def test_blocks_and_threads_change_nothing(workshop: Questionnaire, rubric: Rubric) -> None:
    """A batch over several blocks and threads equals its parts, bit by bit (S33)."""
    plan = compile_rubric(workshop, rubric)
    size = 2 * PIECE + BLOCK + 17
    codes = random_codes(workshop, size)
    together = score(plan, codes, detail=True)
    for cut in (slice(0, 1), slice(BLOCK - 3, BLOCK + 3), slice(PIECE - 2, PIECE + 5)):
        equal(score(plan, codes[:, cut], detail=True), together, cut)
    equal(score(plan, codes[:, -19:], detail=True), together, slice(size - 19, size))


def test_what_nobody_wants_is_not_given(workshop: Questionnaire, rubric: Rubric) -> None:
    """Without detail there is every node's score and the total's range, and it is the same."""
    plan = compile_rubric(workshop, rubric)
    codes = random_codes(workshop, 500)
    plain, full = score(plan, codes), score(plan, codes, detail=True)
    assert plain.nodes.keys() == full.nodes.keys()
    assert plain.node_excluded == {}
    for name in ("total", "low", "high", "coverage", "level", "level_low", "level_high"):
        np.testing.assert_array_equal(getattr(plain, name), getattr(full, name))


def test_a_rule_outside_the_kernel_scores_the_same(workshop: Questionnaire, rubric: Rubric) -> None:
    """A mean combined by a rule's own code equals the kernel's, over many blocks (S9)."""
    PlainMean.name = "plain_mean"
    parts = tuple(node.model_copy(update={"aggregate": PlainMean()}) for node in rubric.tree.nodes)
    tree = rubric.tree.model_copy(update={"nodes": parts, "aggregate": PlainMean()})
    outside = rubric.model_copy(update={"tree": tree})
    codes = random_codes(workshop, PIECE + BLOCK + 3)
    mine = score(compile_rubric(workshop, rubric), codes, detail=True)
    other = score(compile_rubric(workshop, outside), codes, detail=True)
    assert compile_rubric(workshop, outside).called
    for name, figures in mine.nodes.items():
        np.testing.assert_allclose(other.nodes[name], figures, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(other.node_high[name], mine.node_high[name], rtol=1e-12)
    np.testing.assert_array_equal(other.level, mine.level)


def test_tied_children_share_by_their_weights() -> None:
    """Where a rule leaves the shares to the base, equally weak children share by weight (S30)."""
    shares = Weakest().shares(np.array([0.2, 0.2, 0.8]), np.array([1.0, 3.0, 4.0]))
    np.testing.assert_allclose(shares, [0.25, 0.75, 0.0], atol=1e-12)


def test_no_sheets_are_no_scores(workshop: Questionnaire, rubric: Rubric) -> None:
    """An empty batch gives empty columns."""
    scores = score(compile_rubric(workshop, rubric), np.empty((7, 0), np.int8), detail=True)
    assert scores.total.shape == scores.level.shape == (0,)


def test_a_missing_column_is_unanswered(workshop: Questionnaire, rubric: Rubric) -> None:
    """Columns that are not there leave their items open; others are still scored."""
    columns = Columns(2, {"plan": np.array([2, -1])}, {})
    codes = encode(compile_rubric(workshop, rubric).coders, route(workshop, columns))
    names = [item.id for item in workshop.scored]
    assert codes[names.index("plan")].tolist() == [2, -1]
    assert (np.delete(codes, names.index("plan"), axis=0) < 0).all()


def test_nothing_compiles_after_import() -> None:
    """The kernel knows one signature; other types are refused instead of compiled for."""
    assert len(kernel.run.signatures) == 1  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        kernel.has_open(np.zeros((1, 1), np.float64), 0, 1)  # type: ignore[arg-type]


READ_ONLY = """
import numba.core.caching as caching

def refuse(*args, **kwargs):
    raise PermissionError("read-only")

caching.tempfile.TemporaryFile = refuse
import scoring.kernel as kernel
print(sum(kernel.run.stats.cache_hits.values()), sum(kernel.run.stats.cache_misses.values()))
"""


def test_what_set_up_compiled_is_used_where_nothing_can_be_written() -> None:
    """In a read-only installation the kernel comes from the cache (S33's one engine)."""
    for code, counts in (("import scoring.warm", ""), (READ_ONLY, "1 0\n")):
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        assert done.stdout == counts


UNCACHED = """
import numba.core.caching as caching
from numba import int64

def refuse(*args, **kwargs):
    raise PermissionError("read-only")

caching.tempfile.TemporaryFile = refuse
from scoring.kernel_cache import compiled

@compiled(int64(int64))
def doubled(number):
    return 2 * number

print(doubled(21))
"""


def test_without_any_cache_the_kernel_still_compiles(tmp_path: Path) -> None:
    """Where nothing was kept and nothing can be, functions are compiled at the start."""
    file = tmp_path / "uncached.py"
    file.write_text(UNCACHED, "utf-8")
    done = subprocess.run([sys.executable, str(file)], check=True, capture_output=True, text=True)
    assert done.stdout == "42\n"
