"""The names of the code are made of the glossary's words, and each names one thing."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from tests.unit.test_house import PRODUCT, ROOT, name, tree

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
TABLES, CODE = GLOSSARY.split("## Names in the code")
WORDS, REPLACED = CODE.split("### Replaced")


def parts(identifier: str) -> list[str]:
    """The words of a name: ``PathStep`` and ``path_step`` are path and step."""
    return [each.lower() for each in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", identifier)]


def named(kind: type[ast.AST]) -> Iterator[tuple[str, str]]:
    """Every public class or function of the product, with its file."""
    for path in PRODUCT:
        for node in ast.walk(tree(path)):
            if isinstance(node, kind) and not getattr(node, "name", "_").startswith("_"):
                yield node.name, name(path)  # type: ignore[attr-defined]  # both kinds have one


def test_a_public_class_has_its_name_to_itself() -> None:
    """Who greps for a class finds one."""
    places = defaultdict(list)
    for each, place in named(ast.ClassDef):
        places[each].append(place)
    assert len(places) > 300
    assert {each: found for each, found in places.items() if len(found) > 1} == {}


def test_every_word_of_a_public_class_is_in_the_glossary() -> None:
    """A name is made of the words of the trade and of those listed for the code."""
    known = {word for row in TABLES.splitlines() if row.startswith("|") for word in parts(row)}
    known |= set(parts(WORDS))
    unknown = {each for each, _ in named(ast.ClassDef) if not set(parts(each)) <= known}
    assert unknown == set()


def test_no_name_uses_a_word_that_has_been_replaced() -> None:
    """Functions, classes and modules say what an engineer would search for."""
    replaced = set(re.findall(r"`(\w+)`", REPLACED))
    assert replaced
    names = {*named(ast.ClassDef), *named(ast.FunctionDef)}
    names |= {(path.stem, name(path)) for path in PRODUCT}
    assert {each for each in names if set(parts(each[0])) & replaced} == set()
