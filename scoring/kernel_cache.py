"""Where the compiled kernel is kept: beside the source, also where that cannot be written to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, cast

import numba
from numba.core.caching import InTreeCacheLocator

F = Callable[..., Any]

_numba: Any = numba  # its types do not know its own settings


class ReadableCache(InTreeCacheLocator):
    """The ``__pycache__`` beside the source; what set-up has left there is used read-only too."""

    def get_source_stamp(self) -> tuple[Any, ...]:
        """What a kept result is of: it has the code of the kernel's other files in it."""
        files = sorted(Path(__file__).parent.glob("kernel*.py"))
        return tuple((file.stat().st_mtime, file.stat().st_size) for file in files)

    @classmethod
    def from_function(cls, py_func: F, py_file: str) -> Self | None:
        """The place for ``py_func``, or None where nothing can be read or written."""
        place: Any = cls(py_func, py_file)
        try:
            place.ensure_cache_path()
        except OSError:
            kept = Path(place.get_cache_path()).glob(f"*.{py_func.__name__}-*.nbi")
            return place if any(kept) else None
        return cast("Self", place)


def compiled(signature: Any, *, within: bool = False) -> Callable[[F], F]:
    """Decorator: compile at once for ``signature``, without the interpreter's lock.

    Taken from the cache where that was done before. Where no cache can be used the function is
    compiled at every start: later, never while somebody waits for a figure.
    ``within``: into whatever compiled function calls it, which saves handing over the arrays.
    """
    own = f"{ReadableCache.__module__}.{ReadableCache.__name__}"

    def make(function: F) -> F:
        config = _numba.config
        options = {"nogil": True, "error_model": "numpy", "forceinline": within}
        usual = config.CACHE_LOCATOR_CLASSES
        config.CACHE_LOCATOR_CLASSES = f"UserProvidedCacheLocator,{own},UserWideCacheLocator"
        try:
            made: F = _numba.njit(signature, cache=True, **options)(function)
        except (OSError, RuntimeError):  # nothing to write to
            made = _numba.njit(signature, **options)(function)
        finally:
            config.CACHE_LOCATOR_CLASSES = usual
        return made

    return make
