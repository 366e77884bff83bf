"""Who is asking: the roles, each of them one entry, and who has one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from access.entry import RoleEntry
from access.predicates import (
    anything,
    of_own_centre,
    own,
    own_centre,
    own_series,
    series_of_own_centre,
)
from i18n import Text

EVIDENCE = ("evidence.read", "evidence.keep")
READ = ("result.read", "report.read", "peers.read", "plan.read")
SERIES = ("series.read", "plan.follow")


class Role(StrEnum):
    """What an actor is to the product. Commands, menus, accounts and demonstration follow."""

    entry: RoleEntry

    def __new__(cls, entry: RoleEntry) -> Self:
        """The role of that ``entry``, which is its name to storage and command line."""
        role = str.__new__(cls, entry.name)
        role._value_, role.entry = entry.name, entry
        return role

    VISITOR = RoleEntry(  # nobody known
        name="visitor",
        label=Text(zh="访客", en="Visitor"),
        may={},
        pages=("start", "resume", "check_report"),
    )
    ENTERPRISE = RoleEntry(  # holds the resume code of one assessment
        name="enterprise",
        label=Text(zh="企业", en="Enterprise"),
        may={
            own: (
                "assessment.fill",
                "assessment.submit",
                "assessment.continue",
                "code.renew",
                "facts.declare",
                "plan.change",
                *EVIDENCE,
                *READ,
            ),
            own_series: SERIES,
        },
        pages=("fill", "submit", "result", "plan", "code", "check_report"),
        enters_by="code",
    )
    CONSULTANT = RoleEntry(  # of one promotion centre
        name="consultant",
        label=Text(zh="顾问", en="Consultant"),
        may={
            anything: ("case.list",),
            of_own_centre: (
                "case.read",
                "case.verify",
                "case.edit",
                "case.sign",
                "facts.declare",
                "plan.change",
                *EVIDENCE,
                *READ,
            ),
            series_of_own_centre: SERIES,
            own_centre: ("vendors.keep", "template.keep", "assumptions.keep"),
        },
        pages=(
            "assigned",
            "verify",
            "report",
            "vendors",
            "template",
            "assumptions",
            "case_plan",
            "check_report",
        ),
        enters_by="account",
        belongs_to="centre",
    )
    OFFICIAL = RoleEntry(  # of the city: disclosed figures only
        name="official",
        label=Text(zh="主管人员", en="Official"),
        may={anything: ("city.read",)},
        pages=("overview", "check_report"),
        enters_by="account",
    )
    METHOD_OWNER = RoleEntry(  # keeps questionnaires in the making, and the catalogue of solutions
        name="method_owner",
        label=Text(zh="方法负责人", en="Method owner"),
        may={anything: ("questionnaire.preview", "questionnaire.analyse", "catalogue.edit")},
        pages=("preview", "analysis", "solutions", "check_report"),
        enters_by="account",
        demo="method",
    )
    OPERATOR = RoleEntry(  # the command line of the installation
        name="operator",
        label=Text(zh="运维人员", en="Operator"),
        may={
            anything: (
                "assessment.list",
                "assessment.rescore",
                "account.manage",
                "demo.fill",
                "city.read",
                "questionnaire.preview",
                "questionnaire.analyse",
                "catalogue.edit",
                "plan.change",
                *READ,
                *SERIES,
            )
        },
    )


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
