"""The fields that a template may hold, and what a report puts into them."""

import re
from collections.abc import Mapping

from i18n import Lang
from reports.report import Report
from reports.word_template.chinese_names import CHINESE, FIELDS

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
PREFIXES = (PREFIX, "章节.")  # a name with one is no attribute of a field
# Each takes the place of its whole paragraph: ``body`` is every chapter that has no field itself.
BLOCKS = ("contents", "facts", "check", "body", *(PREFIX + chapter for chapter in CHAPTERS))

# What no report may lack, each by the fields of which one does; marks are put on every page.
DEMANDED = (("enterprise",), ("statement",), ("check_code", "facts"), ("body",))

NOTHING: Mapping[Lang, str] = {"zh": "——", "en": "–"}  # where there is nothing to fill in
BETWEEN = " · "  # marks
# A capital or full-width p, none or another sign between it and the name.
NEAR_BLOCK = re.compile(r"\s*[pPｐＰ]\s*[.:：_、，,-]?\s*(?P<name>[^\W\d][\w.]*)\s*")


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


def written(field: str, lang: Lang = "en") -> str:
    """The field as it stands in a template, under its own name or its Chinese one."""
    name = CHINESE[field] if lang == "zh" else field
    return f"{{{{p {name} }}}}" if field in BLOCKS else f"{{{{ {name} }}}}"


def is_chinese(text: str) -> bool:
    """Whether a name is meant to be a Chinese one."""
    return any("一" <= letter <= "鿿" for letter in text)


def field_named(name: str) -> str:
    """The field that has this name, in either language; the name itself where none has."""
    return FIELDS.get(name, name)


def near_block(text: str) -> str:
    """The field for whole chapters that is meant by what is almost its written form; else ""."""
    found = NEAR_BLOCK.fullmatch(text)
    name = field_named(found["name"]) if found else ""
    return name if name in BLOCKS else ""


def section_id(field: str) -> str:
    """The id of the chapter that a field such as ``chapter.level_section`` stands for."""
    return field.removeprefix(PREFIX).replace("_", "-")
