"""The files of the programmes: strict, complete in what they say of themselves, and documented."""

import re
from pathlib import Path

import pytest

from i18n.catalogue import texts
from questionnaires.problems import InvalidFiles
from solutions.programmes import programmes
from solutions.programmes.library import FOLDER, check

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "programmes.md").read_text("utf-8")
CODES = sorted(name for name in texts("programme_problems") if not name.endswith("_fix"))
SAMPLES = sorted((ROOT / "tests" / "data" / "programmes").iterdir())
SHIPPED = [pytest.param(each, id=each.id) for each in programmes().programmes]
PROMISE = re.compile("一定能|保证|包过|(?i:you will|guarantee)")


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_broken_sample_gives_its_problem_and_no_other(folder: Path) -> None:
    """One mistake, marked in the file by a comment, gives one problem at that line."""
    (file,) = folder.glob("*.yaml")
    lines = file.read_text("utf-8").splitlines()
    (marked,) = [number for number, line in enumerate(lines, 1) if "# here" in line]
    (problem,) = check([file], {})
    assert (problem.code, problem.line) == (folder.name[:4], marked)
    with pytest.raises(InvalidFiles):
        programmes(folder)


def test_every_code_has_a_sample() -> None:
    """No code is added, renamed or forgotten without its broken sample."""
    assert sorted(folder.name[:4] for folder in SAMPLES) == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_what_is_wrong_and_what_to_do(code: str) -> None:
    """Two texts a code, in both languages, as sentences."""
    for name in (code, f"{code}_fix"):
        assert texts("programme_problems")[name].zh.endswith("。")
        assert texts("programme_problems")[name].en.endswith(".")


def test_the_guide_lists_every_code_as_its_sample_gives_it() -> None:
    """The table of codes is exactly what the broken samples say today."""
    rows = []
    for folder in SAMPLES:
        (problem,) = check(folder.glob("*.yaml"), {})
        link = f"[{problem.code}](../tests/data/programmes/{folder.name})"
        rows.append(f"| {link} | {problem.message('en')} |")
    table = re.search(r"\| code \| an example \|\n\|---\|---\|\n(.*)\n", GUIDE, re.DOTALL)
    assert table is not None
    assert table[1] == "\n".join(rows), "\n".join(rows)


@pytest.mark.parametrize("extra", ["price: 5", "confidence: sure"])
def test_an_unknown_key_or_word_is_refused(tmp_path: Path, extra: str) -> None:
    """A misspelt key is never passed over."""
    text = (FOLDER / "specialised.yaml").read_text("utf-8")
    file = tmp_path / "rules.yaml"
    file.write_text(text.replace("    confidence: official\n", f"    {extra}\n", 1), "utf-8")
    assert check([file], {}) != ()


def test_the_shipped_rules_have_no_problem() -> None:
    """Every file beside each other is read whole."""
    assert check(FOLDER.glob("*.yaml"), {}) == ()


@pytest.mark.parametrize("programme", SHIPPED)
def test_a_programme_promises_nothing(programme: object) -> None:
    """No text of a rule says that somebody will get something."""
    assert PROMISE.search(str(programme)) is None


def test_what_is_read_off_answers_is_never_called_official() -> None:
    """Which answer shows a requirement is our own reading, and each says so."""
    for programme in programmes().programmes:
        for each in programme.requires:
            if each.kind == "answers":
                assert each.confidence == "unconfirmed"
                assert "our own reading" in each.source.en
