"""Any column of Parquet or Arrow as texts."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.scoring_files.chunks import ROWS_AT_ONCE, TEXTS, Chunk
from services.scoring_files.faults import Fault, worded
from services.scoring_files.lexicons import Lexicon

LONGEST_DOUBLE, LONGEST_SINGLE = 1e15, 1e7


def pieces(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """The batch in parts of ``ROWS_AT_ONCE`` rows."""
    for low in range(0, batch.num_rows, ROWS_AT_ONCE):
        yield batch.slice(low, ROWS_AT_ONCE)


def chunk_of(
    batch: pa.RecordBatch, lexicons: Sequence[Lexicon], first_row: int, done: float
) -> Chunk:
    """The batch as texts; a column of a type that holds no answers is a fault.

    ``lexicons``: one a column, for the whole file. Raises ArrowInvalid, UnicodeDecodeError where
    the batch is damaged.
    """
    for column in batch.columns:
        if not _is_plain_text(column.type):  # which its lexicon looks through
            column.validate(full=True)
    readable = [_is_readable(field.type) for field in batch.schema]
    faults = tuple(
        Fault(0, field.name or f"#{place + 1}", "", worded("type", type=str(field.type)), place)
        for place, field in enumerate(batch.schema)
        if not readable[place] and first_row == 1
    )
    faults += tuple(
        Fault(0, field.name or f"#{place + 1}", "", worded("digits"), place)
        for place, field in enumerate(batch.schema)
        if _has_lost_digits(batch.column(place))
    )
    columns = tuple(
        texts(column if fits else pa.nulls(len(column), pa.string()), lexicon)
        for column, lexicon, fits in zip(batch.columns, lexicons, readable, strict=True)
    )
    return Chunk(np.arange(first_row, first_row + batch.num_rows), columns, faults, done)


def texts(array: pa.Array, lexicon: Lexicon) -> pa.DictionaryArray:
    """A column as texts: a whole number loses its decimal point, a null is nothing."""
    if _is_plain_text(array.type):
        return lexicon.numbered(array)
    if pa.types.is_dictionary(array.type):
        places, words = array.indices, array.dictionary
        if words.type == pa.string_view():  # cannot be taken from
            words = words.cast(pa.large_string())
        if len(words) > len(array):  # a few of a great many
            used = pc.unique(places.drop_null())
            places, words = pc.index_in(places, used), words.take(used)
        every, places = _words(words), places.cast(pa.int32())
        if places.null_count:
            every = pa.concat_arrays([every, pa.array([""], pa.string())])
            places = places.fill_null(len(words))
        return pa.DictionaryArray.from_arrays(places, every, safe=False)
    if array.type == pa.string_view():
        return lexicon.numbered(array.cast(pa.large_string()))
    if pa.types.is_nested(array.type):
        return lexicon.numbered(_words(array))
    encoded = array.dictionary_encode(null_encoding="encode")
    return pa.DictionaryArray.from_arrays(encoded.indices, _words(encoded.dictionary)).cast(TEXTS)


def _words(values: pa.Array) -> pa.StringArray:
    """The text of every value."""
    if pa.types.is_string(values.type) and not values.null_count:
        return values
    if is_text(values.type) or pa.types.is_integer(values.type):
        return values.cast(pa.string()).fill_null("")
    return pa.array([_word(value) for value in values.to_pylist()], pa.string())


def _word(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):  # the ticks of a multi item
        return ";".join(map(_word, value))
    return "" if value is None else str(value)


def _has_lost_digits(column: pa.Array) -> bool:
    """Whether it holds whole numbers longer than a floating-point number can tell apart."""
    if not pa.types.is_floating(column.type):
        return False
    longest = LONGEST_DOUBLE if pa.types.is_float64(column.type) else LONGEST_SINGLE
    finite = column.filter(pc.is_finite(column)).cast(pa.float64())
    return bool(pc.any(pc.greater_equal(pc.abs(finite), longest)).as_py())


def _is_plain_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def is_text(kind: pa.DataType) -> bool:
    """Whether the values are texts, however they are laid out."""
    return _is_plain_text(kind) or bool(kind == pa.string_view())


def _is_readable(kind: pa.DataType) -> bool:
    """Whether a value can be a cell; one that is no answer (a date) is named where it stands."""
    types = pa.types
    if types.is_dictionary(kind):
        return _is_readable(kind.value_type) and not types.is_nested(kind.value_type)
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return is_text(kind.value_type) or types.is_integer(kind.value_type)
    return bool(
        is_text(kind)
        or types.is_null(kind)
        or types.is_boolean(kind)
        or types.is_integer(kind)
        or types.is_floating(kind)
        or types.is_decimal(kind)
        or types.is_temporal(kind)
    )
