"""What every family of problem codes promises; a test class inherits it and names its own."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import BaseModel

from files.problems import Problem
from i18n.catalogue import texts

ROOT = Path(__file__).parents[2]


class CodesOfFiles:
    """Codes of an ``area`` of texts, each with a sample in ``folder`` and a row in ``guide``.

    A code above ``last`` is of something else than files. ``words`` are those that can be written
    into a file, ``entries`` models of it.
    """

    area: ClassVar[str]
    folder: ClassVar[Path]
    guide: ClassVar[str]
    last: ClassVar[str] = "Z"
    entries: ClassVar[tuple[type[BaseModel], ...]] = ()
    words: ClassVar[tuple[str, ...]] = ()

    def problems(self, sample: Path) -> Iterable[Problem]:
        """What is wrong with the files of a sample."""
        raise NotImplementedError

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """A test a sample and a code."""
        if "sample" in metafunc.fixturenames:
            metafunc.parametrize("sample", self._samples(), ids=lambda sample: sample.name)
        if "code" in metafunc.fixturenames:
            metafunc.parametrize("code", self._codes())

    def test_a_broken_sample_gives_its_problem_and_no_other(self, sample: Path) -> None:
        """One mistake, marked in the file by a comment, gives one problem at that line."""
        (problem,) = self.problems(sample)
        lines = problem.file.read_text("utf-8").splitlines()
        (marked,) = [number for number, line in enumerate(lines, 1) if "# here" in line]
        assert (problem.code, problem.line) == (sample.name[:4], marked)

    def test_every_code_has_a_sample(self) -> None:
        """No code of a file is added, renamed or forgotten without its broken sample."""
        codes = [code for code in self._codes() if code <= self.last]
        assert [sample.name[:4] for sample in self._samples()] == codes

    def test_every_code_says_what_is_wrong_and_what_to_do(self, code: str) -> None:
        """Two texts a code, in both languages, as sentences."""
        for name in (code, f"{code}_fix"):
            assert texts(self.area)[name].zh.endswith("。")
            assert texts(self.area)[name].en.endswith(".")

    def test_the_guide_lists_every_code_as_its_sample_gives_it(self) -> None:
        """The table of codes is exactly what the broken samples say today."""
        rows = []
        for sample in self._samples():
            (problem,) = self.problems(sample)
            link = f"[{problem.code}](../{sample.relative_to(ROOT)})"
            rows.append(f"| {link} | {problem.message('en').replace('|', '¦')} |")
        pattern = r"\| code \| an example \|\n\|---\|---\|\n((?:\|.*\n)+)"
        table = re.search(pattern, self._guide())
        assert table is not None
        assert table[1].splitlines() == rows, "\n".join(rows)

    def test_the_guide_names_every_word(self) -> None:
        """Nothing can be written into a file that the guide does not mention."""
        keys = [
            field.alias or name
            for entry in self.entries
            for name, field in entry.model_fields.items()
        ]
        assert [word for word in (*keys, *self.words) if f"`{word}`" not in self._guide()] == []

    def _codes(self) -> list[str]:
        return sorted(name for name in texts(self.area) if not name.endswith("_fix"))

    def _samples(self) -> list[Path]:
        letter = self._codes()[0][0]
        return sorted(each for each in self.folder.iterdir() if each.name.startswith(letter))

    def _guide(self) -> str:
        return (ROOT / "docs" / self.guide).read_text("utf-8")
