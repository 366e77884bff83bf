"""Reading the next rows while the last ones are looked at."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(source: Iterator[T]) -> Generator[T]:
    """What ``source`` gives, the next worked out in a thread of its own in the meantime.

    One is held beside the one in hand. The thread has ended when this is closed.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as thread:
        following = thread.submit(next, source, None)
        while (each := following.result()) is not None:
            following = thread.submit(next, source, None)
            yield each
