"""Which pages there are; the entries of the roles say who has them."""

from collections.abc import Mapping
from dataclasses import dataclass

from access.actor import Role


@dataclass(frozen=True)
class MenuPage:
    """A page: its ``file`` below views/ and its ``title`` in i18n/texts/app.yaml.

    ``listed``: whether menus show it. ``takes_files``: whether it has a place to upload one; from
    the others none is taken. ``of_assessment``: whether it shows the one assessment that the actor
    holds or has chosen. ``wide``: over the whole width of the screen, as staff's tables need.
    """

    file: str
    title: str
    listed: bool = True
    takes_files: bool = False
    of_assessment: bool = False
    wide: bool = False


# by what follows the host in the browser, which is the name of the file
PAGES: Mapping[str, MenuPage] = {
    "start": MenuPage("enterprise/start.py", "page_start"),
    "resume": MenuPage("enterprise/resume.py", "page_resume"),
    "fill": MenuPage("enterprise/fill.py", "page_fill", takes_files=True, of_assessment=True),
    "submit": MenuPage("enterprise/submit.py", "page_submit", of_assessment=True),
    "result": MenuPage("enterprise/result.py", "page_result", of_assessment=True),
    "workbook": MenuPage(
        "enterprise/workbook.py",
        "page_workbook",
        listed=False,
        takes_files=True,
        of_assessment=True,
    ),
    "plan": MenuPage("enterprise/plan.py", "page_plan", of_assessment=True),
    "code": MenuPage("enterprise/code.py", "page_code", of_assessment=True),
    "assessments": MenuPage("enterprise/assessments.py", "page_assessments"),
    "members": MenuPage("enterprise/members.py", "page_members"),
    "assigned": MenuPage("consultant/assigned.py", "page_assigned", wide=True),
    "intake": MenuPage("consultant/intake.py", "page_intake", takes_files=True, wide=True),
    "campaign": MenuPage("consultant/campaign.py", "page_campaign", wide=True),
    "case_workbook": MenuPage(
        "consultant/case_workbook.py", "page_case_workbook", listed=False, takes_files=True
    ),
    "reviews": MenuPage("consultant/reviews.py", "page_reviews", wide=True),
    "verify": MenuPage(
        "consultant/verify.py", "page_verify", listed=False, takes_files=True, wide=True
    ),
    "report": MenuPage("consultant/report.py", "page_report", listed=False),
    "briefing": MenuPage("consultant/briefing.py", "page_briefing", listed=False, wide=True),
    "vendors": MenuPage("consultant/vendors.py", "page_vendors", takes_files=True),
    "template": MenuPage("consultant/template.py", "page_template", takes_files=True),
    "assumptions": MenuPage("consultant/assumptions.py", "page_assumptions"),
    "case_plan": MenuPage("consultant/case_plan.py", "page_plan", listed=False),
    "case_rounds": MenuPage("consultant/case_rounds.py", "page_rounds", listed=False),
    "hand_over": MenuPage("consultant/hand_over.py", "page_hand_over"),
    "appointments": MenuPage("consultant/appointments.py", "page_appointments"),
    "second": MenuPage("consultant/second.py", "page_second", wide=True),
    "agreement": MenuPage("consultant/agreement.py", "page_agreement", wide=True),
    "people": MenuPage("consultant/people.py", "page_people"),
    "district": MenuPage("city/district.py", "page_district", wide=True),
    "overview": MenuPage("city/overview.py", "page_city", wide=True),
    "simulation": MenuPage("city/simulation.py", "page_simulation", wide=True),
    "bulletin": MenuPage("city/bulletin.py", "page_bulletin", wide=True),
    "publishing": MenuPage("city/publishing.py", "page_publishing", wide=True),
    "preview": MenuPage("method/preview.py", "page_preview"),
    "analysis": MenuPage("method/analysis.py", "page_analysis"),
    "solutions": MenuPage("method/solutions.py", "page_solutions"),
    "accounts": MenuPage("account/accounts.py", "page_accounts"),
    "firms": MenuPage("account/firms.py", "page_firms"),
    "keys": MenuPage("account/keys.py", "page_keys"),
    "watch": MenuPage("account/watch.py", "page_watch"),
    "news": MenuPage("account/news.py", "page_news"),
    "own_account": MenuPage("account/own_account.py", "page_own_account"),
    "audit": MenuPage("account/audit.py", "page_audit"),
    "history": MenuPage("enterprise/history.py", "page_audit", of_assessment=True),
    "settle": MenuPage("account/settle.py", "page_settle", listed=False),
    "check_report": MenuPage("account/check_report.py", "page_check", takes_files=True),
    "personal": MenuPage("account/personal.py", "page_personal", listed=False),
    "home": MenuPage("account/home.py", "page_home"),
}
SETTLE = "settle"  # for whom nothing else is open yet; no role has it
NOTICE = "personal"
HOME = "home"  # at the bare address, so that every other page keeps its own


def roles_of(address: str) -> set[Role]:
    """Who has the page."""
    return {role for role in Role if address in role.entry.pages}
