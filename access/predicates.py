"""When a role may do something: conditions over who is asking and what it is done to."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from assessments.model import Assessment, Stage


class AccessBounds(Protocol):
    """What bounds an actor to a part of all that there is."""

    @property
    def assessment(self) -> str | None:
        """The assessment whose resume code it holds."""

    @property
    def centre(self) -> str | None:
        """The promotion centre it belongs to."""


class Series(NamedTuple):
    """Two rounds of an enterprise, to be set side by side."""

    earlier: Assessment
    later: Assessment


Predicate = Callable[[AccessBounds, Any], bool]


def anything(actor: AccessBounds, subject: Any) -> bool:  # noqa: ARG001  (a predicate)
    """Whatever it is done to."""
    return True


def own(actor: AccessBounds, subject: Any) -> bool:
    """The one assessment whose resume code the actor holds."""
    return (
        isinstance(subject, Assessment)
        and bool(actor.assessment)
        and (subject.id == actor.assessment)
    )


def of_own_centre(actor: AccessBounds, subject: Any) -> bool:
    """An assessment that was submitted to the actor's centre."""
    return (
        isinstance(subject, Assessment)
        and bool(actor.centre)
        and subject.centre == actor.centre
        and subject.stage is not Stage.DRAFT
    )


def own_series(actor: AccessBounds, subject: Any) -> bool:
    """An earlier round and the later one whose resume code the actor holds, of one enterprise."""
    return (
        isinstance(subject, Series)
        and own(actor, subject.later)
        and subject.earlier.enterprise == subject.later.enterprise
    )


def series_of_own_centre(actor: AccessBounds, subject: Any) -> bool:
    """Two rounds that were both submitted to the actor's centre."""
    return isinstance(subject, Series) and all(of_own_centre(actor, each) for each in subject)


def own_centre(actor: AccessBounds, subject: Any) -> bool:
    """The centre, by its id, that the actor belongs to."""
    return bool(actor.centre) and subject == actor.centre
