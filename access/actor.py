"""Who is asking: the roles, each of them one entry, and who has one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from access.action_groups import (
    ACCOUNTS,
    AUDIT,
    CASE,
    CASE_PAGES,
    CENTRE,
    CONFIRMATIONS,
    FILL,
    IMPORT,
    PEOPLE,
    PERSONAL,
    READ,
    SERIES,
    SIGNED_IN,
)
from access.entry import RoleEntry
from access.predicates import (
    anything,
    consultant_of_own_centre,
    import_of_own_centre,
    in_own_hands,
    listed_in_own_hands,
    listed_of_own_centre,
    member_of_own_enterprise,
    of_own_centre,
    of_own_enterprise,
    own,
    own_centre,
    own_district,
    own_import,
    own_series,
    second_of_own_centre,
    series_in_own_hands,
    series_of_own_centre,
    series_of_own_enterprise,
)
from i18n import Text


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
        pages=("start", "resume", "check_report", "personal"),
    )
    ENTERPRISE = RoleEntry(  # holds the resume code of one assessment
        name="enterprise",
        label=Text(zh="企业", en="Enterprise"),
        may={
            own: (*FILL, *PERSONAL, "assessment.submit", "code.renew", "account.open"),
            own_series: SERIES,
        },
        pages=(
            "fill",
            "workbook",
            "submit",
            "result",
            "plan",
            "code",
            "history",
            "check_report",
            "personal",
        ),
        enters_by="code",
    )
    OWNER = RoleEntry(  # of an enterprise, with all of its assessments
        name="enterprise_owner",
        label=Text(zh="企业负责人", en="Enterprise owner"),
        may={
            anything: (*SIGNED_IN, "record.list", "record.join", "person.list", "key.own"),
            of_own_enterprise: (
                *FILL,
                *PERSONAL,
                "assessment.submit",
                "code.renew",
                "code.revoke",
            ),
            series_of_own_enterprise: SERIES,
            member_of_own_enterprise: PEOPLE,
        },
        pages=(
            "assessments",
            "fill",
            "workbook",
            "submit",
            "result",
            "plan",
            "history",
            "members",
            "start",
            "news",
            "own_account",
            "check_report",
            "personal",
        ),
        enters_by="account",
        belongs_to="enterprise",
    )
    MEMBER = RoleEntry(  # of an enterprise: fills in, and does not hand in
        name="enterprise_member",
        label=Text(zh="企业成员", en="Enterprise member"),
        may={
            anything: (*SIGNED_IN, "record.list"),
            of_own_enterprise: FILL,
            series_of_own_enterprise: SERIES,
        },
        pages=(
            "assessments",
            "fill",
            "workbook",
            "result",
            "plan",
            "history",
            "news",
            "own_account",
            "check_report",
            "personal",
        ),
        enters_by="account",
        belongs_to="enterprise",
    )
    CONSULTANT = RoleEntry(  # of one promotion centre
        name="consultant",
        label=Text(zh="顾问", en="Consultant"),
        may={
            anything: (*SIGNED_IN, "case.list", "confirmation.list", "second.list"),
            second_of_own_centre: ("second.find",),
            in_own_hands: (*CASE, "confirmation.decide"),
            listed_in_own_hands: ("case.follow",),
            series_in_own_hands: SERIES,
            own_centre: (*CENTRE, "campaign.read"),
            own_import: IMPORT,
        },
        pages=(
            "assigned",
            "appointments",
            "second",
            "reviews",
            "intake",
            "campaign",
            "firms",
            *CASE_PAGES,
            "news",
            "own_account",
            "check_report",
            "personal",
        ),
        enters_by="account",
        belongs_to="centre",
    )
    LEAD = RoleEntry(  # of a centre: its people, and all of its cases
        name="centre_lead",
        label=Text(zh="中心负责人", en="Centre lead"),
        may={
            anything: (*SIGNED_IN, "case.list", "person.list", "confirmation.list"),
            of_own_centre: (
                *CASE,
                "case.review",
                "case.assign",
                "case.transfer",
                "second.ask",
                "account.open",
                "confirmation.decide",
            ),
            listed_of_own_centre: ("case.follow", "case.schedule"),
            series_of_own_centre: SERIES,
            own_centre: (
                *CENTRE,
                "audit.own",
                "second.compare",
                "review.rule",
                "campaign.read",
                "campaign.edit",
            ),
            import_of_own_centre: IMPORT,
            consultant_of_own_centre: PEOPLE,
        },
        pages=(
            "assigned",
            "reviews",
            "intake",
            "campaign",
            "hand_over",
            "appointments",
            "agreement",
            "firms",
            "people",
            *CASE_PAGES,
            "audit",
            "news",
            "own_account",
            "check_report",
            "personal",
        ),
        enters_by="account",
        belongs_to="centre",
    )
    OFFICIAL = RoleEntry(  # of the city: disclosed figures only
        name="official",
        label=Text(zh="主管人员", en="Official"),
        may={anything: (*SIGNED_IN, "city.read", "bulletin.edit", "city.publish")},
        pages=(
            "overview",
            "publishing",
            "simulation",
            "bulletin",
            "own_account",
            "check_report",
            "personal",
        ),
        enters_by="account",
    )
    DISTRICT = RoleEntry(  # of a district: its disclosed figures only
        name="district_official",
        label=Text(zh="区级主管人员", en="District official"),
        may={anything: SIGNED_IN, own_district: ("district.read",)},
        pages=("district", "own_account", "check_report", "personal"),
        enters_by="account",
        belongs_to="district",
    )
    METHOD_OWNER = RoleEntry(  # keeps questionnaires in the making, and the catalogue of solutions
        name="method_owner",
        label=Text(zh="方法负责人", en="Method owner"),
        may={
            anything: (
                *SIGNED_IN,
                "questionnaire.preview",
                "questionnaire.analyse",
                "catalogue.edit",
            )
        },
        pages=(
            "preview",
            "analysis",
            "solutions",
            "own_account",
            "check_report",
            "personal",
        ),
        enters_by="account",
        demo="method",
    )
    ADMINISTRATOR = RoleEntry(  # of the installation: accounts, and no answer of anybody
        name="administrator",
        label=Text(zh="管理员", en="Administrator"),
        may={anything: (*SIGNED_IN, *ACCOUNTS, *CONFIRMATIONS, *AUDIT, "key.manage")},
        pages=(
            "accounts",
            "firms",
            "watch",
            "keys",
            "audit",
            "own_account",
            "check_report",
            "personal",
        ),
        enters_by="account",
        demo="admin",
    )
    PLATFORM = RoleEntry(  # a program of the city's, by a key: what is published
        name="platform",
        label=Text(zh="数据平台（接口密钥）", en="Data platform (by key)"),
        may={anything: ("interface.read", "release.read")},
        enters_by="key",
    )
    FEED = RoleEntry(  # a program of one enterprise, by a key: its own results
        name="feed",
        label=Text(zh="企业自有系统（接口密钥）", en="Enterprise's own system (by key)"),
        may={anything: ("feed.list",), of_own_enterprise: ("feed.read",)},
        enters_by="key",
        belongs_to="enterprise",
    )
    OPERATOR = RoleEntry(  # the command line of the installation
        name="operator",
        label=Text(zh="运维人员", en="Operator"),
        may={
            anything: (
                "assessment.list",
                "assessment.rescore",
                *ACCOUNTS,
                *CONFIRMATIONS,
                *AUDIT,
                "demo.fill",
                "key.manage",
                "city.read",
                "city.release",
                "questionnaire.preview",
                "questionnaire.analyse",
                "catalogue.edit",
                "plan.change",
                "workbook.claimed",
                "workbook.verified",
                "identity.bind",
                "personal.expire",
                "import.make",
                *IMPORT,
                "mail.send",
                *PERSONAL,
                *READ,
                *SERIES,
            )
        },
    )


@dataclass(frozen=True)
class Actor:
    """One person or program with a role; all that follows its name bounds what it may touch.

    ``records``: the ids of the records that ``enterprise`` holds. ``unsettled``: has to switch the
    second step on before anything else (``access.table``).
    """

    role: Role
    id: str = ""
    name: str = ""
    centre: str | None = None
    assessment: str | None = None
    enterprise: str | None = None
    records: frozenset[str] = frozenset()
    district: str | None = None
    unsettled: bool = False

    @property
    def person(self) -> str:
        """Whose limits count: the account's, or of whoever holds the assessment by its code.

        "" where nobody is known.
        """
        return self.id if self.role.entry.enters_by == "account" else self.assessment or ""


def holder_of(assessment: str) -> Actor:
    """Whoever holds the resume code of ``assessment`` (its id)."""
    return Actor(Role.ENTERPRISE, id="enterprise", assessment=assessment)
