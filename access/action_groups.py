"""Actions and pages that several roles share, by what they are for."""

EVIDENCE = ("evidence.read", "evidence.keep")
READ = ("result.read", "report.read", "peers.read", "plan.read")
SERIES = ("series.read", "plan.follow")
FILL = (
    "audit.own",
    "assessment.fill",
    "assessment.continue",
    "facts.declare",
    "plan.change",
    "workbook.claimed",
    "appointment.ask",
    *EVIDENCE,
    *READ,
)
CASE = (
    "case.read",
    "flags.read",
    "case.verify",
    "case.edit",
    "case.sign",
    "case.correct",
    "appointment.answer",
    "delivery.note",
    "facts.declare",
    "plan.change",
    "workbook.verified",
    *EVIDENCE,
    *READ,
)
CENTRE = ("vendors.keep", "template.keep", "assumptions.keep", "import.make")
IMPORT = ("import.change",)
AUDIT = ("audit.read",)
CASE_PAGES = (
    "verify",
    "case_workbook",
    "briefing",
    "report",
    "vendors",
    "template",
    "assumptions",
    "case_plan",
    "case_rounds",
)
ACCOUNTS = (
    "account.manage",
    "account.open",
    "person.list",
    "person.see",
    "person.invite",
    "person.deactivate",
    "person.reset",
    "person.transfer",
)
PERSONAL = ("personal.export", "personal.erase")
PEOPLE = ("person.see", "person.invite", "person.deactivate")
CONFIRMATIONS = ("confirmation.list", "confirmation.decide", "burst.list")
SIGNED_IN = ("account.own",)  # whoever has an account, of that account
