"""Who may do what: one table. What does not stand in it is denied."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from access.actor import Actor, Role
from assessments.model import Assessment, Stage
from assessments.refusals import NotAllowed


class Series(NamedTuple):
    """Two rounds of an enterprise, to be set side by side."""

    earlier: Assessment
    later: Assessment


Predicate = Callable[[Actor, Any], bool]


def _anything(actor: Actor, subject: Any) -> bool:  # noqa: ARG001  (a predicate)
    return True


def _own(actor: Actor, subject: Any) -> bool:
    """The one assessment whose resume code the actor holds."""
    return (
        isinstance(subject, Assessment)
        and bool(actor.assessment)
        and (subject.id == actor.assessment)
    )


def _own_centre(actor: Actor, subject: Any) -> bool:
    """An assessment that was submitted to the actor's centre."""
    return (
        isinstance(subject, Assessment)
        and bool(actor.centre)
        and subject.centre == actor.centre
        and subject.stage is not Stage.DRAFT
    )


def _own_series(actor: Actor, subject: Any) -> bool:
    """An earlier round and the later one whose resume code the actor holds, of one enterprise."""
    return (
        isinstance(subject, Series)
        and _own(actor, subject.later)
        and subject.earlier.enterprise == subject.later.enterprise
    )


def _series_of_own_centre(actor: Actor, subject: Any) -> bool:
    """Two rounds that were both submitted to the actor's centre."""
    return isinstance(subject, Series) and all(_own_centre(actor, each) for each in subject)


def _of_own_centre(actor: Actor, subject: Any) -> bool:
    """The centre, by its id, that the actor belongs to."""
    return bool(actor.centre) and subject == actor.centre


EVERYBODY: Mapping[Role, Predicate] = dict.fromkeys(Role, _anything)
OWN_CASE: Mapping[Role, Predicate] = {Role.CONSULTANT: _own_centre}
READERS: Mapping[Role, Predicate] = {
    Role.ENTERPRISE: _own,
    Role.CONSULTANT: _own_centre,
    Role.OPERATOR: _anything,
}

TABLE: Mapping[str, Mapping[Role, Predicate]] = {
    # an enterprise and its own assessment
    "assessment.start": EVERYBODY,
    "assessment.resume": EVERYBODY,
    "assessment.fill": {Role.ENTERPRISE: _own},
    "code.renew": {Role.ENTERPRISE: _own},
    "assessment.submit": {Role.ENTERPRISE: _own},
    "assessment.continue": {Role.ENTERPRISE: _own},
    "result.read": READERS,
    "facts.declare": {Role.ENTERPRISE: _own, Role.CONSULTANT: _own_centre},
    "report.read": READERS,
    "series.read": {
        Role.ENTERPRISE: _own_series,
        Role.CONSULTANT: _series_of_own_centre,
        Role.OPERATOR: _anything,
    },
    "peers.read": READERS,
    "plan.read": READERS,
    "plan.change": READERS,
    "plan.follow": {
        Role.ENTERPRISE: _own_series,
        Role.CONSULTANT: _series_of_own_centre,
        Role.OPERATOR: _anything,
    },
    "report.check": EVERYBODY,
    # a consultant and the assessments of the centre
    "case.list": {Role.CONSULTANT: _anything},
    "case.read": OWN_CASE,
    "case.verify": OWN_CASE,
    "case.edit": OWN_CASE,
    "case.sign": OWN_CASE,
    "vendors.keep": {Role.CONSULTANT: _of_own_centre},
    "template.keep": {Role.CONSULTANT: _of_own_centre},
    # the city: disclosed figures only
    "city.read": {Role.OFFICIAL: _anything, Role.OPERATOR: _anything},
    # a method owner and the questionnaires in the making
    "questionnaire.preview": {Role.METHOD_OWNER: _anything, Role.OPERATOR: _anything},
    # and the catalogue of solutions
    "catalogue.edit": {Role.METHOD_OWNER: _anything, Role.OPERATOR: _anything},
    # the installation
    "centre.list": EVERYBODY,
    "session.use": EVERYBODY,
    "assessment.list": {Role.OPERATOR: _anything},
    "assessment.rescore": {Role.OPERATOR: _anything},
    "account.manage": {Role.OPERATOR: _anything},
    "demo.fill": {Role.OPERATOR: _anything},
}


def allowed(actor: Actor, action: str, subject: Any = None) -> bool:
    """Whether ``actor`` may do ``action`` to ``subject``; an unknown action is denied."""
    predicate = TABLE.get(action, {}).get(actor.role)
    return predicate is not None and predicate(actor, subject)


def require(actor: Actor, action: str, subject: Any = None) -> None:
    """Raise NotAllowed unless ``allowed``; the refusal does not tell whether the thing exists."""
    if not allowed(actor, action, subject):
        raise NotAllowed("not_allowed", action=action)
