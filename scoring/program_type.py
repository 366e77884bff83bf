"""The type of a Program to the compiler."""

from typing import Any, cast

import numpy as np
from numba import typeof

from scoring.program import Program

_line, _table = np.zeros(1, np.int64), np.zeros((1, 1), np.int64)
_FIELDS: list[Any] = [_table, _table, _line, _line, _line, _table + 0.0, _table + 0.0]
_FIELDS += [_line + 0.0, *[_table.astype(np.int16)] * 2, _line, _line.astype(np.int8)]
_FIELDS += [_table.astype(np.int16)] * 2
_FIELDS += [_line, _line, *[_line + 0.0] * 2, *[_line.astype(np.int8)] * 3]
_FIELDS += [*[_line + 0.0] * 3, 0, _line, _line, _line + 0.0]
PROGRAM: Any = cast("Any", typeof)(Program(*_FIELDS))
