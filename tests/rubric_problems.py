"""The table of docs/rubric-problems.md, made of the texts: ``python -m tests.rubric_problems``."""

import re
from pathlib import Path

from i18n.catalogue import texts

PAGE = Path(__file__).parents[1] / "docs" / "rubric-problems.md"
HEAD = "| code | what is wrong | what to do | sample |\n|---|---|---|---|\n"


def table() -> str:
    """A row a code, in order."""
    known = texts("rubric_problems")
    codes = sorted(name for name in known if re.fullmatch(r"R[0-9]+", name))
    return HEAD + "".join(_row(code, *(known[code + part].to("en") for part in ("", "_fix")))
                          for code in codes)  # fmt: skip


def _row(code: str, cause: str, fix: str) -> str:
    said = " | ".join(text.replace("|", "\\|") for text in (cause, fix))
    return f"| {code} | {said} | [sample](../tests/cases/invalid_rubrics/{code}.yaml) |\n"


if __name__ == "__main__":
    before, _, _ = PAGE.read_text("utf-8").partition(HEAD)
    PAGE.write_text(before + table(), "utf-8")
