"""Which pages there are, and who has them."""

from pathlib import PurePath

from access.actor import Role

# page file below views/ -> title in i18n/texts/app.yaml, who has it, whether the menu lists it
HOME = "account/home.py"  # at the bare address, so that every other page keeps its own
ENTERPRISE = {Role.ENTERPRISE}
PAGES: dict[str, tuple[str, set[Role], bool]] = {
    "enterprise/start.py": ("page_start", {Role.VISITOR}, True),
    "enterprise/resume.py": ("page_resume", {Role.VISITOR}, True),
    "enterprise/fill.py": ("page_fill", ENTERPRISE, True),
    "enterprise/submit.py": ("page_submit", ENTERPRISE, True),
    "enterprise/result.py": ("page_result", ENTERPRISE, True),
    "enterprise/plan.py": ("page_plan", ENTERPRISE, True),
    "enterprise/code.py": ("page_code", ENTERPRISE, True),
    "consultant/assigned.py": ("page_assigned", {Role.CONSULTANT}, True),
    "consultant/verify.py": ("page_verify", {Role.CONSULTANT}, False),
    "consultant/report.py": ("page_report", {Role.CONSULTANT}, False),
    "consultant/vendors.py": ("page_vendors", {Role.CONSULTANT}, True),
    "consultant/template.py": ("page_template", {Role.CONSULTANT}, True),
    "consultant/case_plan.py": ("page_plan", {Role.CONSULTANT}, False),
    "city/overview.py": ("page_city", {Role.OFFICIAL}, True),
    "method/preview.py": ("page_preview", {Role.METHOD_OWNER}, True),
    "method/solutions.py": ("page_solutions", {Role.METHOD_OWNER}, True),
    "account/check_report.py": ("page_check", set(Role), True),
    HOME: ("page_home", set(), True),
}

# those with a place to upload a file; from the others none is taken
TAKING_FILES = frozenset({"consultant/vendors.py", "consultant/template.py"})

# what follows the host in the browser
ADDRESSES = frozenset(PurePath(file).stem for file in PAGES)
