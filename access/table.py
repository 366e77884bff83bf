"""Who may do what: one table of all roles' entries. What does not stand in it is denied."""

import logging
from collections.abc import Mapping
from typing import Any

from access.actor import Actor, Role
from access.predicates import Predicate, anything
from assessments.refusals import NotAllowed

EVERYBODY = (
    "assessment.start",
    "assessment.resume",
    "report.check",
    "centre.list",
    "session.use",
    "release.read",
)
SETTLING = ("account.own", "session.use")  # all that an account may as long as it is not settled

_log = logging.getLogger("shuzhen")


def _table() -> Mapping[str, Mapping[Role, Predicate]]:
    table: dict[str, dict[Role, Predicate]] = {
        action: {role: anything for role in Role if role.entry.enters_by != "key"}
        for action in EVERYBODY
    }
    for role in Role:
        for predicate, actions in role.entry.may.items():
            for action in actions:
                if role in table.setdefault(action, {}):
                    raise ValueError(f"{role} may do {action} under two conditions")
                table[action][role] = predicate
    return table


TABLE = _table()


def allowed(actor: Actor, action: str, subject: Any = None) -> bool:
    """Whether ``actor`` may do ``action`` to ``subject``; an unknown action is denied."""
    if actor.unsettled and action not in SETTLING:
        return False
    predicate = TABLE.get(action, {}).get(actor.role)
    return predicate is not None and predicate(actor, subject)


def require(actor: Actor, action: str, subject: Any = None) -> None:
    """Raise NotAllowed unless ``allowed``; the refusal does not tell whether the thing exists."""
    if not allowed(actor, action, subject):
        raise denied(actor, action, subject)


def denied(actor: Actor, action: str, subject: Any = None) -> NotAllowed:
    """The refusal, which is noted in the process log: who, what, and to what if it has an id."""
    who = {"who": actor.id or "anonymous", "role": str(actor.role)}
    facts = {**who, "action": action, "object": str(getattr(subject, "id", ""))}
    _log.warning("access.denied", extra={"facts": facts})
    return NotAllowed("not_allowed", action=action)
