"""An installation's own edits, laid over the files of a catalogue before these are checked."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from files import strict_yaml
from files.problems import Problem
from files.strict_yaml import LARGEST, Path_, YamlDocument

# The id of a solution to {"group": …, "solution": the entry as it stands in a file, as JSON}.
# The group counts for a solution that no file has; any other stays where it is.
Edits = Mapping[str, Any]
_HALVES = re.compile("[\ud800-\udfff]")  # of a character, alone


def laid_over(
    documents: Sequence[YamlDocument], edits: Edits
) -> tuple[Sequence[YamlDocument], list[Problem]]:
    """The documents with every edit in the place of its solution, or at the end of its group.

    A problem of an edit, here and later, has the place ``<id>.<key>.<number>…`` for its line.
    """
    problems: list[Problem] = []
    changed = list(documents)
    groups = {document.file.stem: place for place, document in enumerate(documents)}
    homes = {id: place for place, document in enumerate(documents) for id in _ids(document)}
    for id, edit in edits.items():
        place = homes.get(id, groups.get(edit["group"]))
        if place is None:
            params = {"solution": id, "group": edit["group"], "known": ", ".join(groups)}
            problems.append(Problem(Path(id), id, "S201", params))
            continue
        data, found = _read(changed[place].file, id, edit["solution"])
        problems += found
        if not found:
            changed[place] = _placed(changed[place], id, data)
    return changed, problems


def edited_id(problem: Problem) -> str | None:
    """The id of the edit that a problem stands in; None for one of a file."""
    return problem.line.split(".", 1)[0] if isinstance(problem.line, str) else None


def _read(file: Path, id: str, entry: Any) -> tuple[Any, list[Problem]]:
    """The entry as a file would give it: JSON is YAML, and passes the same strict reading."""
    text = json.dumps({**entry, "id": id}, ensure_ascii=False)
    if (half := _HALVES.search(text)) is not None:  # the parser would fall over
        return None, [Problem(file, id, "Y013", {"character": f"U+{ord(half[0]):04X}"})]
    size = len(text.encode())
    if size > LARGEST:
        return None, [Problem(file, id, "Y002", {"largest": LARGEST, "size": size})]
    return strict_yaml.value(file, id, text)


def _ids(document: YamlDocument) -> list[Any]:
    solutions = document.data.get("solutions")
    if not isinstance(solutions, tuple):
        return []
    return [each.get("id") if isinstance(each, dict) else None for each in solutions]


def _placed(document: YamlDocument, id: str, data: Any) -> YamlDocument:
    ids = _ids(document)
    index = ids.index(id) if id in ids else len(ids)
    solutions = document.data["solutions"]
    at: Path_ = ("solutions", index)
    return replace(
        document,
        data={**document.data, "solutions": (*solutions[:index], data, *solutions[index + 1 :])},
        lines={
            **{path: line for path, line in document.lines.items() if path[:2] != at},
            **{(*at, *path): ".".join([id, *map(str, path)]) for path in _paths(data)},
        },
    )


def _paths(data: Any) -> Iterator[Path_]:
    """The path of every node."""
    yield ()
    pairs: Any = ()
    if isinstance(data, dict):
        pairs = data.items()
    elif isinstance(data, tuple):
        pairs = enumerate(data)
    for step, inner in pairs:
        for path in _paths(inner):
            yield (step, *path)
