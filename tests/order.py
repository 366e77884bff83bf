"""Which files of tests take longest: workers that begin with them end at about the same time."""

from pathlib import Path

TESTS = Path(__file__).parent
# Seconds of a processor, most first; every other file takes less than about ten.
SLOWEST = (
    "browser/test_kill.py",
    "browser/test_journeys.py",
    "security/test_access_matrix.py",
    "browser/test_report_text.py",
    "unit/test_every_questionnaire.py",
    "unit/test_paragraphs.py",
    "browser/test_every_questionnaire.py",
    "unit/test_demo.py",
    "browser/test_kept.py",
    "unit/test_word_template_checks.py",
    "browser/test_template.py",
    "unit/test_check_codes.py",
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
