"""Who is asking."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an actor is to the product."""

    VISITOR = "visitor"  # nobody known
    ENTERPRISE = "enterprise"  # holds the resume code of one assessment
    CONSULTANT = "consultant"  # of one promotion centre
    OFFICIAL = "official"  # of the city
    METHOD_OWNER = "method_owner"
    OPERATOR = "operator"  # the command line of the installation


@dataclass(frozen=True)
class Actor:
    """One person or program with a role; ``assessment`` and ``centre`` bound what it may touch."""

    role: Role
    id: str = ""
    name: str = ""
    centre: str | None = None
    assessment: str | None = None


def holder_of(assessment: str) -> Actor:
    """Whoever holds the resume code of ``assessment`` (its id)."""
    return Actor(Role.ENTERPRISE, id="enterprise", assessment=assessment)
