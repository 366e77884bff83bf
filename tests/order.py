"""Which files of tests take longest: workers that begin with them end at about the same time."""

from pathlib import Path

TESTS = Path(__file__).parent
# Those with a browser first, which hand it on to each other; then by seconds of a processor, most
# first. Every other file takes less than about ten.
SLOWEST = (
    "browser/test_journeys.py",
    "browser/test_people.py",
    "security/test_provider.py",
    "browser/test_kill.py",
    "browser/test_two_processes.py",
    "security/test_xss.py",
    "browser/test_report_text.py",
    "browser/test_kept.py",
    "browser/test_every_questionnaire.py",
    "browser/test_read_under.py",
    "browser/test_template.py",
    "browser/test_concerns.py",
    "browser/test_firms.py",
    "browser/test_evidence.py",
    "browser/test_fields.py",
    "unit/test_pdf.py",
    "security/test_markers.py",
    "unit/test_report_all.py",
    "security/test_disclosure_attack.py",
    "security/test_access_matrix.py",
    "unit/test_every_questionnaire.py",
    "cases/personas/test_personas.py",
    "unit/test_path.py",
    "unit/test_demo.py",
    "security/test_invented_firms.py",
    "unit/test_word_template_filled.py",
    "unit/test_benchmarks.py",
    "unit/test_check_codes.py",
    "unit/test_word_template_checks.py",
    "unit/test_checked_files.py",
    "unit/test_plans.py",
    "unit/test_questionnaires_hostile.py",
    "unit/test_weights_by_facts.py",
    "unit/test_pptx.py",
    "unit/test_catalogue.py",
    "unit/test_comparison.py",
    "unit/test_report_register.py",
    "unit/test_concerns.py",
    "unit/test_paragraphs.py",
    "unit/test_plan_rules.py",
    "unit/test_advice.py",
    "unit/test_fairness_shipped.py",
    "cases/test_cases.py",
    "unit/test_prose.py",
    "unit/test_every_report.py",
    "unit/test_fairness_search.py",
)
FOLDERS = ("browser", "security", "app", "gold", "store")  # before all others


def place(file: Path) -> tuple[int, int]:
    """Where a file stands in the order of the run: named ones, then by folder."""
    name = file.relative_to(TESTS).as_posix()
    folder = name.split("/")[0]
    return (
        SLOWEST.index(name) if name in SLOWEST else len(SLOWEST),
        FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS),
    )
