"""Columns of texts as numbers: each different text is looked at once in a whole file."""

import secrets
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from services.scoring_files.chunks import TEXTS

EIGHT = 8  # bytes that the kernel looks at at once

_KEY = np.uint64(secrets.randbits(64))


class Lexicon:
    """The different texts of one column, in the order in which they were met.

    Where they are too many (names, remarks), each chunk has its own from then on; where hardly
    any comes twice, none.
    """

    def __init__(self) -> None:
        self._known: Any = None
        self._words: pa.StringArray = pa.array([], pa.string())
        self._has_room = True
        self._all_differ = False

    def numbered(self, texts: pa.Array) -> pa.DictionaryArray:
        """``texts`` (string or large_string) as numbers; a null is nothing.

        Raises ArrowInvalid, UnicodeDecodeError where they are damaged.
        """
        texts.validate()
        if self._has_room:
            numbers = self._numbers(texts)
            if numbers is not None:
                return pa.DictionaryArray.from_arrays(pa.array(numbers), self._words, safe=False)
        texts.validate(full=True)
        self._has_room, self._known = False, None
        return self._apart(texts.cast(pa.string()).fill_null(""))

    def _apart(self, texts: pa.StringArray) -> pa.DictionaryArray:
        """Numbered by themselves, or none equal to another as far as anybody looked."""
        if not self._all_differ:
            encoded: pa.DictionaryArray = texts.dictionary_encode()
            self._all_differ = 2 * len(encoded.dictionary) > len(texts)
            return encoded.cast(TEXTS)
        return pa.DictionaryArray.from_arrays(np.arange(len(texts), dtype=np.int32), texts)

    def _numbers(self, texts: pa.Array) -> NDArray[np.int32] | None:
        """None where there is no room for one of them, or where they are damaged."""
        from scoring import kernel_texts  # noqa: PLC0415  (1 s of the compiler's library)

        if self._known is None:
            self._known = kernel_texts.nothing_numbered()
        numbers = np.empty(len(texts), np.int32)
        offsets, content = _laid_out(texts)
        place = (content.address, content.size)
        if kernel_texts.number(offsets, *place, _KEY, self._known, numbers) < len(texts):
            return None
        self._learn()
        return numbers

    def _learn(self) -> None:
        """Take in what the kernel has met for the first time. Raises UnicodeDecodeError."""
        known, met = self._known, len(self._words)
        count = int(known.counts[0])
        if met < count:
            content = known.texts.view(np.uint8)
            begins = EIGHT * known.begins[met:count].astype(np.int64)
            ends = begins + known.lengths[met:count]
            new = [
                content[begin:end].tobytes().decode()
                for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
            ]
            self._words = pa.concat_arrays([self._words, pa.array(new, pa.string())])


def digests(texts: pa.StringArray) -> NDArray[np.uint64]:
    """64 bits of each text, the same as long as this process runs."""
    from scoring import kernel_texts  # noqa: PLC0415  (1 s of the compiler's library)

    found = np.empty(len(texts), np.uint64)
    offsets, content = _laid_out(texts)
    kernel_texts.digest(offsets, content.address, content.size, _KEY, found)
    return found


def are_plain(texts: pa.StringArray) -> bool:
    """Whether they consist of visible characters of ASCII, with no space among them."""
    offsets, content = _laid_out(texts)
    own = np.frombuffer(content, np.uint8)[offsets[0] : offsets[-1]]
    return not len(own) or bool(own.min() > ord(" ") and own.max() <= ord("~"))


def _laid_out(texts: pa.Array) -> tuple[NDArray[Any], pa.Buffer]:
    """The offsets and the bytes of the texts, eight at least; a null is nothing."""
    if texts.null_count:
        texts = pc.fill_null(texts, "")
    _, offsets, content = texts.buffers()
    if content is None or content.size < EIGHT:
        content = pa.py_buffer((content.to_pybytes() if content else b"").ljust(EIGHT, b"\0"))
    kind = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    if offsets is None or not len(texts):
        return np.zeros(1, kind), content
    begin, end = texts.offset, texts.offset + len(texts) + 1
    return np.require(np.frombuffer(offsets, kind)[begin:end], requirements="A"), content
