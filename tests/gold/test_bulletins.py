"""The bulletin of a fixed city stays what somebody has read and found good."""

import pytest

from i18n import Lang
from services.bulletins import BULLETIN_FORMATS
from tests.gold.made import LANGS
from tests.gold.update import BULLETINS, bulletin_outline, bulletin_path


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format", BULLETIN_FORMATS)
def test_the_bulletin_is_the_golden_one(lang: Lang, format: str) -> None:
    """Every word and element; see README.md for what to do when a change is meant."""
    kept = bulletin_path(lang, format).read_text("utf-8")
    assert bulletin_outline(lang, format).splitlines() == kept.splitlines()


def test_nothing_else_is_kept() -> None:
    """No golden file is left over from a bulletin that is no longer made."""
    made = {bulletin_path(lang, format).name for lang in LANGS for format in BULLETIN_FORMATS}
    assert {each.name for each in BULLETINS.iterdir()} == made
