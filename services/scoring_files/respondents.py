"""Who has answered: every row names its respondent, and none is named twice."""

from array import array
from collections.abc import Callable, Container, Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from files.invisible import NEVER_SEEN
from questionnaires.columns import Array
from services.scoring_files.chunks import Chunk
from services.scoring_files.faults import MOST_KEPT, Fault, Faults, quoted, worded
from services.scoring_files.lexicons import are_plain, digests

RESPONDENT = "respondent"
NAMES_AT_ONCE = 500_000  # doubtful ones whose names are held to be compared
LONGEST = 500  # characters of a name
UNSEEN = f"[{NEVER_SEEN}]"
NOWHERE = pa.array([], pa.bool_())
CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f]"  # characters that not every table can hold


class Respondents:
    """Reads the column of respondents; keeps 64 bits of each, so that ten million fit."""

    def __init__(self, names: Sequence[str], faults: Faults) -> None:
        self.place = names.index(RESPONDENT) if RESPONDENT in names else None
        self.faults = faults
        self._digests = array("Q")

    def read(self, chunk: Chunk, told: Container[tuple[int, int]]) -> pa.StringArray:
        """The respondents of a chunk; a missing or unprintable one is a fault.

        Cells that are in ``told`` (row, place) are faults already.
        """
        if self.place is None:
            return pa.array([""] * len(chunk.rows), pa.string())
        texts = self._texts(chunk)
        printable = are_plain(texts)
        for key, bad in (
            ("missing", pc.equal(texts, "")),
            (
                "control",
                NOWHERE if printable else pc.match_substring_regex(texts, CONTROL),
            ),
            ("long_name", pc.greater(pc.utf8_length(texts), LONGEST)),
        ):
            rows = np.flatnonzero(bad.to_numpy(zero_copy_only=False))
            if told:
                rows = np.array(
                    [at for at in rows if (chunk.rows[at], self.place) not in told], int
                )
            found = (self._fault(chunk, at, key) for at in rows[:MOST_KEPT].tolist())
            self.faults.add(found, len(rows))
        self._digests.frombytes(digests(texts).tobytes())
        return texts

    def repeated(self, chunks: Callable[[], Iterator[Chunk]]) -> None:
        """Enter everybody who is named again as a fault; ``chunks`` gives all rows once more.

        Equal digests only raise a doubt: the names themselves are compared, so many at a time
        as fit.
        """
        every = np.frombuffer(self._digests, np.uint64)
        every.sort()
        doubtful = np.unique(every[1:][every[1:] == every[:-1]])
        for low in range(0, len(doubtful), NAMES_AT_ONCE):
            self._compare(chunks(), doubtful[low : low + NAMES_AT_ONCE])

    def _compare(self, chunks: Iterator[Chunk], doubtful: Array) -> None:
        first: dict[str, int] = {}
        for chunk in chunks:
            texts = self._texts(chunk)
            for at in np.flatnonzero(np.isin(digests(texts), doubtful)).tolist():
                name, row = texts[at].as_py(), int(chunk.rows[at])
                if name and first.setdefault(name, row) != row:
                    self.faults.add([self._fault(chunk, at, "again", first=first[name])])

    def _texts(self, chunk: Chunk) -> pa.StringArray:
        """One name a row, each cut to a bounded length: a long one may be every row's."""
        column = chunk.columns[self.place or 0]
        words = column.dictionary
        if not are_plain(words):
            if pc.any(pc.match_substring_regex(words, UNSEEN)).as_py():
                words = pc.replace_substring_regex(words, UNSEEN, "")
            words = pc.utf8_trim_whitespace(words)
        words = pc.utf8_slice_codeunits(words, 0, LONGEST + 1)
        return pa.DictionaryArray.from_arrays(column.indices, words).dictionary_decode()

    def _fault(self, chunk: Chunk, at: int, key: str, **params: int) -> Fault:
        place = self.place or 0
        value = quoted(chunk.columns[place][at])
        expected = worded(key, **({"most": LONGEST} if key == "long_name" else params))
        return Fault(int(chunk.rows[at]), RESPONDENT, value, expected, place)
