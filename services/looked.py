"""Who was shown which figures of the city: noted once for each person, release and table."""

import logging
from datetime import date

from access.audit import Detail
from assessments.refusals import Unavailable
from services.context import Context, at_once
from services.noting import note

_log = logging.getLogger("shuzhen")


def note_shown(ctx: Context, as_of: date, of: str, tables: str) -> None:
    """Note that the actor was shown ``tables`` of the release that counts up to ``as_of``.

    ``of`` is the questionnaire, or the quarter, that they are of. Noted is once in a process, as a
    page is drawn anew at every click and shows the same for a month. A store that takes nothing
    still shows its city, and the log says that it was not noted.
    """
    shown = (as_of, of, tables)

    def made() -> bool:
        with at_once(ctx) as one:
            details: dict[str, Detail] = {"figures": of, "tables": tables}
            note(one, "city.view", "release", as_of.isoformat(), details=details)
        return True

    try:
        ctx.held.value(f"shown:{ctx.actor.id}:{of}:{tables}", shown, made)
    except Unavailable:
        _log.warning("city.not_noted", exc_info=True)
