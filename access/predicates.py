"""When a role may do something: conditions over who is asking and what it is done to."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from assessments.imports import Import
from assessments.model import Assessment, Stage


class AccessBounds(Protocol):
    """What bounds an actor to a part of all that there is."""

    @property
    def id(self) -> str:
        """The user name of its account."""

    @property
    def assessment(self) -> str | None:
        """The assessment whose resume code it holds, or that it has chosen."""

    @property
    def centre(self) -> str | None:
        """The promotion centre it belongs to."""

    @property
    def enterprise(self) -> str | None:
        """The enterprise it belongs to."""

    @property
    def records(self) -> frozenset[str]:
        """The records of enterprises that its enterprise holds, its own among them."""

    @property
    def district(self) -> str | None:
        """The code of the district it belongs to."""


class Series(NamedTuple):
    """Two rounds of an enterprise, to be set side by side."""

    earlier: Assessment
    later: Assessment


class Membership(NamedTuple):
    """Whose people somebody is, or is invited to be one of."""

    role: str
    centre: str | None = None
    enterprise: str | None = None


class Seconding(NamedTuple):
    """An assessment, and the user name of whom its centre asked to verify it a second time."""

    assessment: Assessment
    by: str


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


def in_own_hands(actor: AccessBounds, subject: Any) -> bool:
    """One of the actor's centre that was given to the actor, or to nobody yet."""
    return of_own_centre(actor, subject) and subject.consultant in (None, actor.id)


def listed_of_own_centre(actor: AccessBounds, subject: Any) -> bool:
    """An assessment of the actor's centre, also one that its enterprise has not handed in yet.

    A draft has a centre where that centre imported the firm: it is known from there that it is.
    """
    return isinstance(subject, Assessment) and own_centre(actor, subject.centre)


def listed_in_own_hands(actor: AccessBounds, subject: Any) -> bool:
    """One of them that was given to the actor, or to nobody yet."""
    return listed_of_own_centre(actor, subject) and subject.consultant in (None, actor.id)


def of_own_enterprise(actor: AccessBounds, subject: Any) -> bool:
    """An assessment of the actor's enterprise."""
    return isinstance(subject, Assessment) and subject.enterprise in actor.records


def own_series(actor: AccessBounds, subject: Any) -> bool:
    """An earlier round and the later one whose resume code the actor holds, of one enterprise.

    The code of a draft that a centre began (it has one already) is given out by that centre, which
    sees no more through it than it may see: rounds of another centre stay closed.
    """
    return (
        isinstance(subject, Series)
        and own(actor, subject.later)
        and subject.earlier.enterprise == subject.later.enterprise
        and (
            subject.later.stage is not Stage.DRAFT
            or subject.later.centre in (None, subject.earlier.centre)
        )
    )


def series_of_own_centre(actor: AccessBounds, subject: Any) -> bool:
    """Two rounds that were both submitted to the actor's centre."""
    return isinstance(subject, Series) and all(of_own_centre(actor, each) for each in subject)


def series_in_own_hands(actor: AccessBounds, subject: Any) -> bool:
    """Two rounds of the actor's centre of which the later one is in the actor's hands."""
    return series_of_own_centre(actor, subject) and in_own_hands(actor, subject.later)


def series_of_own_enterprise(actor: AccessBounds, subject: Any) -> bool:
    """Two rounds of one record of the actor's enterprise."""
    return (
        isinstance(subject, Series)
        and all(of_own_enterprise(actor, each) for each in subject)
        and subject.earlier.enterprise == subject.later.enterprise
    )


def second_of_own_centre(actor: AccessBounds, subject: Any) -> bool:
    """One of the actor's centre that the actor was asked to verify a second time."""
    return (
        isinstance(subject, Seconding)
        and bool(subject.by)
        and subject.by == actor.id
        and of_own_centre(actor, subject.assessment)
    )


def own_centre(actor: AccessBounds, subject: Any) -> bool:
    """The centre, by its id, that the actor belongs to."""
    return bool(actor.centre) and subject == actor.centre


def import_of_own_centre(actor: AccessBounds, subject: Any) -> bool:
    """What the actor's centre brought in."""
    return isinstance(subject, Import) and own_centre(actor, subject.centre)


def own_import(actor: AccessBounds, subject: Any) -> bool:
    """What the actor itself brought in for its centre."""
    return import_of_own_centre(actor, subject) and subject.author == actor.id


def own_district(actor: AccessBounds, subject: Any) -> bool:
    """The district, by its code, that the actor belongs to."""
    return bool(actor.district) and subject == actor.district


def consultant_of_own_centre(actor: AccessBounds, subject: Any) -> bool:
    """A consultant of the actor's centre."""
    return (
        isinstance(subject, Membership)
        and subject.role == "consultant"
        and own_centre(actor, subject.centre)
    )


def member_of_own_enterprise(actor: AccessBounds, subject: Any) -> bool:
    """A member of the actor's enterprise."""
    return (
        isinstance(subject, Membership)
        and subject.role == "enterprise_member"
        and bool(actor.enterprise)
        and subject.enterprise == actor.enterprise
    )
