"""An import: firms that a centre brought in at once, with a draft for each."""

from datetime import datetime

from files.frozen import Frozen


class Import(Frozen):
    """What is kept of one: whose, of which file, and how many firms came of it.

    ``digest``: of the file, by which it is known when it is brought again.
    ``rows`` the file had, of which ``made`` became drafts, ``skipped`` were there already and
    ``wrong`` ones were left out. ``author``: the user name, ``by`` the name. ``undone``: how many
    of the drafts were taken back since, ``undone_at`` for the last time.
    """

    id: str
    centre: str
    author: str
    by: str = ""
    at: datetime
    file: str
    digest: str
    rows: int
    made: int
    skipped: int
    wrong: int
    undone: int = 0
    undone_at: datetime | None = None
