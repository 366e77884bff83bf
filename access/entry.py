"""What the entry of a role says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from access.predicates import Predicate
from i18n import Text

Door = Literal["account", "code", "key"]
Belonging = Literal["centre", "enterprise", "district"]


@dataclass(frozen=True)
class RoleEntry:
    """Everything that is particular to a role.

    ``may``: its actions by the condition under which each is allowed, beside what everybody may.
    ``pages``: those it has, in the order of its menu, by their address; the first is its landing
    page. ``enters_by``: an account with a password, the resume code of an assessment, a key of the
    interface (which is no person, and may not even what everybody may), or none of them.
    ``belongs_to``: what an account of the role has to name. ``demo``: the user name of its account
    in the demonstration, if that is not its own name.
    """

    name: str
    label: Text
    may: Mapping[Predicate, tuple[str, ...]]
    pages: tuple[str, ...] = ()
    enters_by: Door | None = None
    belongs_to: Belonging | None = None
    demo: str = ""
