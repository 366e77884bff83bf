"""Whether a firm is who it says it is: what a centre or administrator decided, and when."""

from datetime import datetime
from typing import Literal

from files.frozen import Frozen

Decision = Literal["confirmed", "refused", "withdrawn"]


class Confirmation(Frozen):
    """One decision on the record of an enterprise and its credit code; a later one supersedes.

    ``author`` is the user name of who decided, ``by`` the name that is shown.
    """

    enterprise: str
    credit_code: str
    decision: Decision
    reason: str
    author: str
    by: str
    at: datetime
