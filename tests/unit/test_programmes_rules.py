"""The files of the programmes: strict, complete in what they say of themselves, and documented."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from files.problems import InvalidFiles, Problem
from solutions.programmes import programmes
from solutions.programmes.library import FOLDER, check
from tests.unit.problem_codes import ROOT, CodesOfFiles

SHIPPED = [pytest.param(each, id=each.id) for each in programmes().programmes]
PROMISE = re.compile("一定能|保证|包过|(?i:you will|guarantee)")


class TestCodes(CodesOfFiles):
    """Those of programmes."""

    area = "programme_problems"
    folder = ROOT / "tests" / "data" / "programmes"
    guide = "programmes.md"

    def problems(self, sample: Path) -> Iterable[Problem]:
        """Of a folder that is not read either."""
        with pytest.raises(InvalidFiles):
            programmes(sample)
        return check(sample.glob("*.yaml"), {})


@pytest.mark.parametrize("extra", ["price: 5", "confidence: sure"])
def test_an_unknown_key_or_word_is_refused(tmp_path: Path, extra: str) -> None:
    """A misspelt key is never passed over."""
    text = (FOLDER / "star_cloud.yaml").read_text("utf-8")
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


NO_DATE = ("没有记下日期", "日期不详", "was not noted")


def test_every_programme_says_of_when_it_is_and_when_it_was_last_seen() -> None:
    """A rule ends some day: the notice has its date, and the reader knows who looked when."""
    for programme in programmes().programmes:
        assert programme.dated is not None, programme.id
        assert programme.dated <= programme.seen, programme.id
        assert not any(words in str(programme) for words in NO_DATE), programme.id


def test_when_it_was_last_seen_cannot_be_left_out(tmp_path: Path) -> None:
    """A programme that does not say so is refused."""
    text = (FOLDER / "star_cloud.yaml").read_text("utf-8")
    file = tmp_path / "rules.yaml"
    file.write_text(text.replace('    seen: "2026-11"\n', "", 1), "utf-8")
    assert [problem.code for problem in check([file], {})] == ["Y021"]


# What once stood in the texts and ended, or never stood in the notice, as (file, words).
OVER = {
    "specialised.yaml": ("digital_points",),
    "star_cloud.yaml": ("直接申报四星", "apply for four at once", "没有记下日期"),
    "smart_factory.yaml": ("市里核查", "checked by the city", "五项基础条件各是什么"),
}


@pytest.mark.parametrize("name", OVER)
def test_what_is_out_of_force_is_not_told_as_a_rule(name: str) -> None:
    """Sentences of the rules of 2022 do not come back."""
    text = (FOLDER / name).read_text("utf-8")
    assert not [words for words in OVER[name] if words in text]
