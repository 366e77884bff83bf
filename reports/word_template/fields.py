"""The fields that a template may hold, and what a report puts into them."""

from collections.abc import Mapping

from i18n import Lang
from reports.report import Report

# Filled with a text, wherever they stand. What each is, is told in i18n/texts/template.yaml.
SIMPLE = (
    "title",
    "enterprise",
    "credit_code",
    "statement",
    "level",
    "total",
    "coverage",
    "overview",
    "centre",
    "consultant",
    "submitted_on",
    "signed_on",
    "made_on",
    "questionnaire",
    "edition",
    "rubric",
    "rubric_version",
    "round",
    "check_code",
    "check_address",
    "marks",
)

CHAPTERS = (
    "summary",
    "enterprise",
    "equipment",
    "overview",
    "method",
    "process",
    "level_section",
    "dimensions",
    "verification",
    "priorities",
    "readings",
    "goals",
    "plan",
    "steps",
    "architecture",
    "projects",
    "benefits",
    "programmes",
    "change",
    "limits",
    "answers",
    "citations",
    "evidence",
    "sign_off",
)
PREFIX = "chapter."
# Each takes the place of its whole paragraph: ``body`` is every chapter that has no field itself.
BLOCKS = ("contents", "facts", "check", "body", *(PREFIX + chapter for chapter in CHAPTERS))

# What no report may lack, each by the fields of which one does; marks are put on every page.
DEMANDED = (("enterprise",), ("statement",), ("check_code", "facts"), ("body",))

NOTHING: Mapping[Lang, str] = {"zh": "——", "en": "–"}  # where there is nothing to fill in
BETWEEN = " · "  # marks


def values(report: Report) -> Mapping[str, str]:
    """The text of every simple field; empty where there is none."""
    cover = report.cover
    return {
        **cover.named,
        "title": cover.title,
        "enterprise": cover.enterprise,
        "statement": cover.statement,
        "overview": report.summary,
        "made_on": report.voice.day(report.made_on),
        "marks": BETWEEN.join(report.marks),
    }


def written(field: str) -> str:
    """The field as it stands in a template."""
    return f"{{{{p {field} }}}}" if field in BLOCKS else f"{{{{ {field} }}}}"


def section_id(field: str) -> str:
    """The id of the chapter that a field such as ``chapter.level_section`` stands for."""
    return field.removeprefix(PREFIX).replace("_", "-")
