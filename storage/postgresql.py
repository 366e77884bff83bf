"""What a connection to PostgreSQL needs: an end to waiting, and errors without rows."""

from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.engine import ExceptionContext

CONNECT_SECONDS = 10
SILENT_SECONDS = 60  # the longest query of a large city takes a few


def connect_patiently(_: Dialect, __: Any, args: Any, options: dict[str, Any]) -> Any:
    """A connection that gives up on a server that has stopped answering, and closes itself."""
    import psycopg  # noqa: PLC0415  (there only where somebody uses PostgreSQL)

    class Patient(psycopg.Connection[Any]):
        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            try:
                return super().wait(gen, interval, SILENT_SECONDS if timeout is None else timeout)
            except psycopg.errors._WaitTimeout as silent:  # noqa: SLF001  (it has no public name)
                self.pgconn.finish()  # nothing may be read from it any more
                words = f"no answer from the server for {SILENT_SECONDS} seconds"
                raise psycopg.OperationalError(words) from silent

    options.setdefault("connect_timeout", CONNECT_SECONDS)
    return Patient.connect(*args, **options)


def without_rows(context: ExceptionContext) -> None:
    """Leave the server's sentence and drop its details, which quote the row it refused."""
    told = getattr(getattr(context.original_exception, "diag", None), "message_primary", None)
    if told:
        context.original_exception.args = (told,)
        if context.sqlalchemy_exception is not None:
            name = type(context.original_exception).__name__
            context.sqlalchemy_exception.args = (f"({name}) {told}",)
