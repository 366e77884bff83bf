"""The reports of three enterprises stay what somebody has read and found good."""

import pytest

from i18n import Lang
from tests.gold.made import EVERY
from tests.gold.update import FOLDER, outline, path


@pytest.mark.parametrize(("name", "lang", "format"), EVERY)
def test_the_report_is_the_golden_one(name: str, lang: Lang, format: str) -> None:
    """Every word and element; see README.md for what to do when a change is meant."""
    kept = path(name, lang, format).read_text("utf-8")
    assert outline(name, lang, format).splitlines() == kept.splitlines()


def test_nothing_else_is_kept() -> None:
    """No golden file is left over from a report that is no longer made."""
    assert {each.name for each in FOLDER.iterdir()} == {path(*each).name for each in EVERY}
