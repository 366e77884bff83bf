"""Texts in both languages, as they stand in data files."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator

from files.problems import Problem
from files.shape import CHINESE, Entry, Words
from files.strict_yaml import Path_, YamlDocument
from i18n import Text


class _Sides(Entry):
    zh: Words
    en: Words


def _both(raw: Any) -> Any:
    return raw if isinstance(raw, Text) else _Sides.model_validate(raw).model_dump()


def _one(raw: Any) -> Any:
    return {"zh": raw} if isinstance(raw, str) else raw


Bilingual = Annotated[Text, BeforeValidator(_both)]  # ``{zh: …, en: …}``, neither of them empty
Translatable = Annotated[Text, BeforeValidator(_one)]  # or plain words: then only in Chinese


def english_problems(
    node: object, document: YamlDocument, code: str, path: Path_ = ()
) -> Iterator[Problem]:
    """English texts of ``node`` (a file as data) that are still Chinese."""
    if isinstance(node, dict):
        if isinstance(node.get("en"), str) and CHINESE.search(node["en"]):
            yield document.problem(code, *path, "en")
        for key, value in node.items():
            yield from english_problems(value, document, code, (*path, key))
    elif isinstance(node, tuple):
        for index, value in enumerate(node):
            yield from english_problems(value, document, code, (*path, index))
