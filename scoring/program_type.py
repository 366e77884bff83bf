"""The type of a Program to the compiler."""

from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

import numba
from numba import types

from scoring.program import Program


def _type(hint: Any) -> types.Type:
    """That of a field: one number, or an array of as many axes as its annotation says."""
    hint, axes = get_args(hint) if get_origin(hint) is Annotated else (hint, 1)
    if hint is int:
        return types.int64
    _shape, dtype = get_args(hint)
    return types.Array(numba.from_dtype(get_args(dtype)[0]), axes, "C")


_HINTS = get_type_hints(Program, include_extras=True)
PROGRAM: Any = cast("Any", types.NamedTuple)(
    [_type(_HINTS[name]) for name in Program._fields], Program
)
