"""Every sentence the product says is there in both languages, fits its call, and is used."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
import yaml

from i18n import Text, say
from i18n.catalogue import FOLDER, LOADER, areas, texts

ROOT = Path(__file__).parents[2]
PACKAGES = sorted(folder.parent for folder in ROOT.glob("*/__init__.py"))
CODE = [ROOT / "app.py", *(path for folder in PACKAGES for path in sorted(folder.rglob("*.py")))]
KEYS = {f"{area}.{name}": text for area in areas() for name, text in texts(area).items()}


def fields(text: str) -> set[str]:
    """The names in braces."""
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in Formatter().parse(text) if name}


@cache
def trees() -> list[tuple[Path, ast.Module]]:
    """Every product file, parsed."""
    return [(path, ast.parse(path.read_text("utf-8"))) for path in CODE]


@cache
def constants() -> set[str]:
    """Every string constant of the product."""
    return {
        node.value
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def said() -> Iterator[tuple[str, ast.Call, ast.expr]]:
    """Every call of ``say`` and ``t``: its place, itself, and the key it says."""
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                function = node.func
                called = getattr(function, "id", getattr(function, "attr", ""))  # voice.say too
                if called in ("say", "t"):
                    yield f"{path.name}:{node.lineno}", node, node.args[0]


def pattern(made: ast.JoinedStr) -> str:
    """What f"stages.{stage}" can become, as a regular expression."""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"
        for part in made.values
    )


@cache
def patterns() -> list[re.Pattern[str]]:
    """Every text of the product that is put together at run time."""
    found = {
        pattern(node)
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
    }
    return [re.compile(each) for each in sorted(found) if len(each.replace("(.+)", "")) > 4]


def test_every_area_has_texts() -> None:
    """There are texts to check."""
    assert len(KEYS) > 50


def test_a_text_speaks_both_languages_with_the_same_gaps() -> None:
    """Chinese and English are there, and both have the same names in braces."""
    assert [key for key, text in KEYS.items() if not (text.zh.strip() and text.en.strip())] == []
    assert [key for key, text in KEYS.items() if fields(text.zh) != fields(text.en)] == []


def test_chinese_is_set_with_chinese_punctuation() -> None:
    """No half-width comma, semicolon, question or exclamation mark follows a Chinese character."""
    half = re.compile(r"[\u4e00-\u9fff][,;!?]")
    prose = {key: re.sub(r"\{\{.*?\}\}", "", text.zh) for key, text in KEYS.items()}  # without YAML
    assert [key for key, text in prose.items() if half.search(text)] == []


def test_every_text_that_the_code_says_exists() -> None:
    """A key that is said, whole or put together, has a text."""
    missing = []
    for place, _, key in said():
        if isinstance(key, ast.Constant) and key.value not in KEYS:
            missing.append(f"{place} {key.value}")
        if isinstance(key, ast.JoinedStr):
            made = re.compile(pattern(key))
            if not any(made.fullmatch(each) for each in KEYS):
                missing.append(f"{place} {made.pattern}")
    assert missing == []


def test_every_call_fills_the_gaps_of_its_text() -> None:
    """Where the code says a text by its whole key, it hands over every name in braces."""
    wrong = []
    for place, call, key in said():
        given = {keyword.arg for keyword in call.keywords}
        if isinstance(key, ast.Constant) and key.value in KEYS and None not in given:
            lacking = fields(KEYS[str(key.value)].zh) - given
            if lacking:
                wrong.append(f"{place} {key.value} lacks {sorted(lacking)}")
    assert wrong == []


# Help pages are held to the commands by test_cli_help.py, problem codes to their samples by the
# tests of the data, acts of the audit trail to the services by security/test_audit_matrix.py; the
# names of types come from pydantic, and the front end gets its texts whole.
ELSEWHERE = re.compile(
    r"cli\.\w+_(help|example|option_\w+)|cli\.option_\w+"
    r"|\w*problems\.[A-Z]\d+(_fix)?|problems\.expects_\w+|front_end\.\w+|audit\.act_\w+"
)


@cache
def made_up(text: str, depth: int) -> bool:
    """Whether the code can put ``text`` together from its constants."""
    if text in constants() or text.isdigit():
        return True
    return depth > 0 and any(
        all(made_up(part, depth - 1) for part in match.groups())
        for each in patterns()
        if (match := each.fullmatch(text))
    )


def test_no_text_is_left_over() -> None:
    """Every text is named in the code, whole or put together."""
    left = [key for key in KEYS if not ELSEWHERE.fullmatch(key) and not made_up(key, 2)]
    assert left == []


def test_english_falls_back_to_chinese() -> None:
    """A text without English is shown in Chinese rather than not at all."""
    assert Text(zh="企业").to("en") == "企业"


def test_a_missing_gap_is_an_error() -> None:
    """A call that forgets a name in braces fails at once."""
    with pytest.raises(KeyError):
        say("cli.usage", "zh")
    with pytest.raises(KeyError):
        say("nowhere.at_all", "zh")


def test_no_name_stands_twice_in_a_file() -> None:
    """The second would take the place of the first in silence."""
    twice = []
    for area in areas():
        node = yaml.compose((FOLDER / f"{area}.yaml").read_text("utf-8"), LOADER)
        names = Counter(key.value for key, _ in node.value)
        twice += [f"{area}.{name}" for name, times in names.items() if times > 1]
    assert twice == []
