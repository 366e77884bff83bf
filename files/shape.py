"""The shape of a file: which keys, which kinds of values. Read from a pydantic model.

Any reader of this product's YAML files describes its file as a pydantic model with
``extra="forbid"`` and ``strict=True`` (``Entry`` below) and gets every deviation as a Problem
with its line.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from heapq import nlargest
from itertools import islice
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from files.problems import MOST_PROBLEMS, Problem
from files.strict_yaml import Path_, YamlDocument
from i18n import Text, text_of


class Entry(BaseModel):
    """A mapping in a file: exactly these keys, exactly these kinds of values."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")  # as above
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]

CHINESE = re.compile("[\u3400-\u9fff]")  # an English text that holds one is not translated
LONGEST_NAME = 100  # characters; what is longer has no near word
MOST_KNOWN, MOST_NEAR = 500, 40  # words that are looked at, and those looked at closely
LONGEST_QUOTE = 40  # characters of a wrong value that a message repeats

Repair = Callable[[Any, list[Path_]], Any]

EntryType = TypeVar("EntryType", bound=BaseModel)

# A number as people and programs write it, of any length and with an exponent.
_NUMERIC = re.compile(r"[-+]?[0-9,]*\.?[0-9]+([eE][-+]?[0-9]+)?")
_PLAIN = re.compile(r"[-+]?[0-9]{1,18}(\.[0-9]{1,18})?")
_BOUNDS = {
    "greater_than_equal": ("≥", "ge"),
    "greater_than": (">", "gt"),
    "less_than_equal": ("≤", "le"),
    "less_than": ("<", "lt"),
}


def is_id(text: str) -> bool:
    """Whether ``text`` is an ``Id``, and so may become a part of a path."""
    return _ID.fullmatch(text) is not None


def fit(
    model: type[EntryType], document: YamlDocument, *at: str | int, repair: Repair | None = None
) -> tuple[EntryType | None, list[Problem]]:
    """The node at ``at`` of ``document`` as ``model``, and every deviation from its shape.

    Unknown keys are reported and passed over. Any other deviation leaves nothing to use (None),
    unless ``repair(data, places of what is wrong)`` gives data to go on with.
    """
    data = document.data
    for step in at:
        data = data[step]
    entry, found = _validated(model, data)
    problems = [
        _problem(model, document, (*at, *each["loc"]), each, len(at))
        for each in found[:MOST_PROBLEMS]
        if not (document.has_hole((*at, *each["loc"])) or _follows(each))
    ]
    if entry is None:
        unknown = [each["loc"] for each in found if each["type"] == "extra_forbidden"]
        wrong = [each["loc"] for each in found if each["type"] != "extra_forbidden"]
        data = without(data, unknown)
        if wrong and repair is not None:
            data = repair(data, wrong)
        entry, _ = _validated(model, data)
    return entry, problems


def _validated(model: type[EntryType], data: Any) -> tuple[EntryType | None, list[Any]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _follows(error: Any) -> bool:
    """Whether it only says of a filled list that nothing in it was usable."""
    return error["type"] == "too_short" and bool(error["input"])


def did_you_mean(word: Any, known: Iterable[str]) -> Text:
    """“，是不是想写……？” with the nearest known word, or an empty text if none is near."""
    own = str(word)
    if len(own) > LONGEST_NAME:
        return Text(zh="")
    letters = set(own)
    alike = nlargest(
        MOST_NEAR,
        (each for each in islice(known, MOST_KNOWN) if len(each) <= LONGEST_NAME),
        key=lambda each: len(letters & set(each)) - abs(len(own) - len(each)),
    )
    near = get_close_matches(own, alike, n=1, cutoff=0.6)
    return text_of("problems.near", word=near[0]) if near else Text(zh="")


def _problem(
    model: type[BaseModel], document: YamlDocument, path: Path_, error: Any, skip: int
) -> Problem:
    """One pydantic error as a Problem: same place, our words."""
    kind, context, got = error["type"], error.get("ctx", {}), error["input"]
    code, params = "Y022", {"got": text_of("problems.nothing") if got is None else shortened(got)}
    if kind == "extra_forbidden":
        known = _keys(_model_at(model, path[skip:-1]))
        code, params = "Y020", {"near": did_you_mean(path[-1], known), "known": ", ".join(known)}
    elif kind == "missing":
        code = "Y021"
    elif kind in ("literal_error", "enum"):
        known = [each.strip("' ") for each in context["expected"].replace(" or ", ",").split(",")]
        code, params = (
            "Y023",
            params | {"near": did_you_mean(got, known), "known": ", ".join(known)},
        )
    elif kind in ("string_too_short", "too_short"):
        code = "Y024"
    elif kind in ("string_too_long", "too_long"):
        if kind == "too_long":
            params["got"] = text_of("problems.entries", n=len(got))
        code, params = "Y025", params | {"bound": f"≤ {context['max_length']}"}
    elif kind in _BOUNDS:
        sign, name = _BOUNDS[kind]
        code, params = "Y025", params | {"bound": f"{sign} {context[name]}"}
    elif kind == "string_pattern_mismatch":
        code = "Y026"
    else:
        expected = "mapping" if kind in ("dict_type", "model_type") else kind
        is_number = _NUMERIC.fullmatch(str(got)) and not _PLAIN.fullmatch(str(got))
        if is_number and kind in ("float_type", "int_type"):
            expected = "plain_number"  # it is one, but not as a file may write it
        params |= {"expected": text_of(f"problems.expects_{expected}")}
    return document.problem(code, *path, key=_named(path, got), **params)


def _named(path: Path_, got: Any) -> Any:
    """What a message calls the place: its key, or which entry of a list, counted from 1."""
    if path[-1] == "[key]":  # a name that is free but must be an id
        return got
    if not isinstance(path[-1], int):
        return path[-1]
    list_ = next((step for step in reversed(path) if isinstance(step, str)), "")
    return text_of("problems.entry_of", n=path[-1] + 1, list=list_)


def shortened(value: Any) -> str:
    """A value as a message repeats it."""
    text = str(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def _keys(model: type[BaseModel]) -> list[str]:
    names = (field.alias or name for name, field in model.model_fields.items())
    return [name for name in names if not name.startswith("(")]  # "(…)" is nothing one writes


def _model_at(model: type[BaseModel], path: Path_) -> type[BaseModel]:
    """The model that describes the node at ``path`` below ``model``."""
    for step in path:
        field = next(
            (
                field
                for name, field in model.model_fields.items()
                if step in (name, field.alias or name)
            ),
            None,
        )
        if field is not None:  # an index, a free key or a union's tag: still the same model
            model = _inner_model(field.annotation) or model
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    """The model inside ``tuple[Model, …]``, ``dict[str, Model]``, ``Model | None`` and such."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, dict, Union, UnionType, Annotated):
        found = (_inner_model(each) for each in get_args(annotation))
        return next((each for each in found if each), None)
    return None


def without(data: Any, paths: list[tuple[int | str, ...]]) -> Any:
    """``data`` without the keys at ``paths``."""
    own = {path[0] for path in paths if len(path) == 1}
    deeper: dict[Any, list[tuple[int | str, ...]]] = {}
    for path in paths:
        if len(path) > 1:
            deeper.setdefault(path[0], []).append(path[1:])
    if isinstance(data, Mapping):
        return {
            key: without(value, deeper.get(key, []))
            for key, value in data.items()
            if key not in own
        }
    if isinstance(data, tuple):
        return tuple(without(value, deeper.get(i, [])) for i, value in enumerate(data))
    return data
