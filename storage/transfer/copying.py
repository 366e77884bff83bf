"""From one database into another, proved by what is found there afterwards."""

from collections.abc import Mapping
from pathlib import Path

from storage.opening import open_store
from storage.transfer.contents import ContentsReader, require_equal
from storage.transfer.lines import Tally
from storage.transfer.targets import empty_target


def copy_store(source: str | Path, target: str | Path) -> Mapping[str, tuple[int, str]]:
    """Put everything of ``source``, as of one moment, into the empty store ``target``.

    The answer is the rows of each table, and their digest. Where the two do not hold the same
    nothing is left in ``target``, and StoreProblem says which table it is.
    """
    opened = open_store(source, older=True)
    try:
        with (
            ContentsReader(opened.engine).contents() as left,
            empty_target(target, left.revision) as right,
        ):
            tallies = {table.name: Tally() for table in left.tables}
            for table in left.tables:
                right.fill(table.name, left.lines(table, tallies[table.name]))
            seen = {name: tally.seen for name, tally in tallies.items()}
            require_equal(right.seen(), seen)
    finally:
        opened.close()
    return seen
