"""Whatever is damaged is refused in words, soon, with bounded memory, and leaves nothing."""

import pytest

from tests.security.damaging import damage
from tests.security.readers import READERS

TRIED = 12  # of each; ten thousand by ``python -m tests.security.damaging 10000``
MOST_MEMORY = 300  # megabytes


def test_no_reader_meets_a_damaged_file_that_it_did_not_foresee() -> None:
    """No traceback, no second spent in vain, no memory filled, nothing half written."""
    found = [damage(name, TRIED) for name in READERS]
    assert len(found) == len(READERS) > 40
    assert [each.files for each in found] == [TRIED] * len(found)
    assert {each.name: dict(each.unforeseen) for each in found if each.unforeseen} == {}
    assert [(each.name, each.memory) for each in found if each.memory > MOST_MEMORY] == []


@pytest.mark.parametrize("name", ["answers.csv", "store.db", "photo.png"])
def test_damage_is_done(name: str) -> None:
    """The control: of damaged files some are refused, so the reader was reached."""
    assert damage(name, 40).refused > 0
