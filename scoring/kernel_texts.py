"""Compiled: the texts of a column of cells as numbers and as digests.

A column lies in memory as Arrow has it: all texts behind one another, text i from ``offsets[i]``
to before ``offsets[i + 1]`` of the ``size`` bytes at ``address``, which are 8 at least.
"""

from typing import Any, NamedTuple, cast

import numpy as np
from llvmlite import ir
from numba import from_dtype, int64, types, uint64
from numba.extending import intrinsic
from numpy.typing import NDArray

from scoring.kernel_cache import compiled

MOST = 4_096  # different texts of a column that are numbered
LONGEST = 1_024  # bytes of a text that is numbered
EIGHT = 8
_ROOM = 8 * MOST  # words of eight bytes that they may take, each beginning with one of its own
_SLOTS = 4 * MOST
_MIXER = np.uint64(0x9E3779B97F4A7C15)

Words = NDArray[np.uint64]
Offsets = NDArray[Any]


class Numbered(NamedTuple):
    """The texts that have a number, and where to look for one."""

    slots: NDArray[np.int32]  # 0, or a number + 1
    digests: Words  # of each
    lengths: NDArray[np.int32]  # in bytes
    begins: NDArray[np.int32]  # in ``texts``
    texts: Words
    counts: NDArray[np.int64]  # of the texts, of the words that they take


def nothing_numbered() -> Numbered:
    """Room for ``MOST`` texts."""
    return Numbered(
        np.zeros(_SLOTS, np.int32),
        np.empty(MOST, np.uint64),
        np.empty(MOST, np.int32),
        np.empty(MOST, np.int32),
        np.empty(_ROOM, np.uint64),
        np.zeros(2, np.int64),
    )


_NUMBERED: Any = cast("Any", types.NamedTuple)(
    [from_dtype(field.dtype)[::1] for field in nothing_numbered()], Numbered
)
_OFFSETS = [types.Array(kind, 1, "C", readonly=True) for kind in (types.int32, types.int64)]


def _load(_typing: Any, _address: Any) -> Any:
    """The eight bytes at an address, which need not be a multiple of eight."""

    def load(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        pointer = builder.inttoptr(args[0], ir.IntType(64).as_pointer())
        return builder.load(pointer, align=1)

    return uint64(int64), load


_word: Any = intrinsic(_load)


@compiled(uint64(int64, int64, int64, int64), within=True)
def _eight(address: int, size: int, at: int, left: int) -> np.uint64:
    """The bytes from ``at``, eight or the ``left`` that are fewer, as one number."""
    begin = min(at, size - EIGHT)
    found: np.uint64 = _word(address + begin) >> np.uint64((at - begin) << 3)
    if left < EIGHT:
        found &= (np.uint64(1) << np.uint64(left << 3)) - np.uint64(1)
    return found


@compiled(uint64(int64, int64, int64, int64, uint64), within=True)
def _digest(address: int, size: int, start: int, end: int, key: np.uint64) -> np.uint64:
    """64 bits of a text; who does not know the ``key`` cannot make texts that share theirs."""
    found = key ^ np.uint64(end - start)
    at = start
    while at < end:
        found = (found ^ _eight(address, size, at, end - at)) * _MIXER
        found ^= found >> np.uint64(29)
        at += EIGHT
    found *= key | np.uint64(1)
    return found ^ (found >> np.uint64(32))


@compiled([int64(kind, int64, int64, uint64, uint64[::1]) for kind in _OFFSETS])
def digest(offsets: Offsets, address: int, size: int, key: np.uint64, out: Words) -> int:
    """The digests of the texts into ``out``; how many there are before offsets lead astray."""
    for row in range(len(out)):
        start, end = np.int64(offsets[row]), np.int64(offsets[row + 1])
        if not 0 <= start <= end <= size:
            return row
        out[row] = _digest(address, size, start, end, key)
    return len(out)


@compiled([int64(kind, int64, int64, uint64, _NUMBERED, types.int32[::1]) for kind in _OFFSETS])
def number(
    offsets: Offsets,
    address: int,
    size: int,
    key: np.uint64,
    known: Numbered,
    out: NDArray[np.int32],
) -> int:
    """The numbers of the texts into ``out``, new ones in the order in which they come.

    Returns how many texts have theirs: fewer where there is no room for the next, or where
    offsets lead astray.
    """
    slots, digests, lengths, begins, texts, counts = known
    mask = np.uint64(len(slots) - 1)
    for row in range(len(out)):
        start, end = np.int64(offsets[row]), np.int64(offsets[row + 1])
        if not 0 <= start <= end <= size:
            return row
        length = end - start
        steps = (length + EIGHT - 1) >> 3
        own = _digest(address, size, start, end, key)
        slot = own & mask
        while True:
            at = np.int64(slots[slot]) - 1
            if at < 0:
                begin = counts[1]
                if counts[0] == len(digests) or length > LONGEST or begin + steps > len(texts):
                    return row
                at = counts[0]
                slots[slot], digests[at], lengths[at], begins[at] = at + 1, own, length, begin
                for step in range(steps):
                    place = start + EIGHT * step
                    texts[begin + step] = _eight(address, size, place, end - place)
                counts[0] += 1
                counts[1] += steps
                break
            is_same = digests[at] == own and lengths[at] == length
            step = 0
            while is_same and step < steps:
                place = start + EIGHT * step
                is_same = texts[begins[at] + step] == _eight(address, size, place, end - place)
                step += 1
            if is_same:
                break
            slot = (slot + np.uint64(1)) & mask
        out[row] = at
    return len(out)
