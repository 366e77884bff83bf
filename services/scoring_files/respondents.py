"""Who has answered: every row names its respondent, and none is named twice."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from questionnaires.columns import Array
from services.scoring_files.chunks import Chunk
from services.scoring_files.faults import MOST_KEPT, Fault, Faults, worded

RESPONDENT = "respondent"
CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f]"  # characters that not every table can hold


class Respondents:
    """Reads the column of respondents; keeps 64 bits of each, so that ten million fit."""

    def __init__(self, names: Sequence[str], faults: Faults) -> None:
        self.place = names.index(RESPONDENT) if RESPONDENT in names else None
        self.faults = faults
        self.digests: list[Array] = []

    def read(self, chunk: Chunk) -> pa.StringArray:
        """The respondents of a chunk; a missing or unprintable one is a fault."""
        if self.place is None:
            return pa.array([""] * len(chunk.rows), pa.string())
        texts = pc.utf8_trim_whitespace(chunk.columns[self.place].dictionary_decode())
        for key, bad in (
            ("missing", pc.equal(texts, "")),
            ("control", pc.match_substring_regex(texts, CONTROL)),
        ):
            rows = np.flatnonzero(bad.to_numpy(zero_copy_only=False))
            found = (self._fault(chunk, at, key) for at in rows[:MOST_KEPT].tolist())
            self.faults.add(found, len(rows))
        self.digests.append(pd.util.hash_array(texts.to_numpy(zero_copy_only=False)))
        return texts

    def repeated(self, chunks: Iterator[Chunk]) -> None:
        """Enter everybody who is named again as a fault; ``chunks`` are all rows once more."""
        digests = np.concatenate([*self.digests, np.empty(0, np.uint64)])
        values, counts = np.unique(digests, return_counts=True)
        doubtful = values[counts > 1]
        if self.place is None or not len(doubtful):
            return
        first: dict[str, int] = {}
        for chunk in chunks:
            texts = pc.utf8_trim_whitespace(chunk.columns[self.place].dictionary_decode())
            digests = pd.util.hash_array(texts.to_numpy(zero_copy_only=False))
            for at in np.flatnonzero(np.isin(digests, doubtful)).tolist():
                name, row = texts[at].as_py(), int(chunk.rows[at])
                if name and first.setdefault(name, row) != row:
                    self.faults.add([self._fault(chunk, at, "again", first=first[name])])

    def _fault(self, chunk: Chunk, at: int, key: str, **params: int) -> Fault:
        place = self.place or 0
        value = chunk.columns[place][at].as_py()
        expected = worded(key, **params)
        return Fault(int(chunk.rows[at]), RESPONDENT, value, expected, place)
