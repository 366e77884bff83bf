"""The rubrics that come with the product, and any other file."""

from collections.abc import Mapping
from pathlib import Path

from cachetools.func import lru_cache

from questionnaires.library import Known, age
from questionnaires.model import Questionnaire
from scoring.reader import read_rubric
from scoring.rubric import Rubric

FOLDER = Path(__file__).parent / "rubrics"


class UnknownRubric(LookupError):
    """No rubric has that name for that questionnaire; ``known`` are those that exist."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"no rubric {name!r}; known: {', '.join(known)}")


def rubric(name_or_file: str | Path, questionnaire: Questionnaire) -> Rubric:
    """The rubric of that name or in that file.

    By name: the newest that begins with this edition or before (``manufacturing@2026.2.yaml``, or
    ``manufacturing.yaml`` from the first on), else a generic one.

    Read once as long as the file does not change. Raises UnknownRubric, InvalidFiles, OSError.
    """
    file = _file(name_or_file, questionnaire)
    return _read(file, file.stat().st_mtime_ns, questionnaire)


def available(questionnaire: str) -> tuple[str, ...]:
    """The names of the rubrics that can judge the questionnaire with that id."""
    own = {file.parent.name for file in FOLDER.glob(f"*/{questionnaire}.yaml")}
    return tuple(sorted(own | {file.stem for file in FOLDER.glob("*.yaml")}))


def own_file(name: str, questionnaire: Questionnaire) -> Path | None:
    """The shipped file in which the rubric of that name judges this very questionnaire."""
    folder, id = FOLDER / name, questionnaire.id
    files = [folder / f"{id}.yaml", *folder.glob(f"{id}@*.yaml")]
    begun = [each for each in files if each.exists() and _start(each) <= age(questionnaire.edition)]
    return max(begun, key=_start, default=None)


def editions_for(
    file: Path, wanted: str, beside: Mapping[str, Questionnaire]
) -> tuple[Questionnaire, ...]:
    """The editions that a rubric file judges: from that in its name up to the next such file.

    Looked up in ``beside`` (by id), then among those that are shipped; oldest first.
    """
    found = Known(beside).of(wanted)
    starts = sorted(map(_start, file.parent.glob(f"{wanted}@*.yaml")))
    end = next((start for start in starts if start > _start(file)), None)
    own = [each for each in found if _start(file) <= age(each.edition)]
    within = [each for each in own if end is None or age(each.edition) < end]
    return tuple(within) if "@" in file.stem else tuple(within or found[-1:])


def _start(file: Path) -> tuple[tuple[int, str], ...]:
    """The age of the edition from which a rubric file counts; that of none, from the first."""
    _, at, edition = file.stem.partition("@")
    return age(edition) if at else ()


@lru_cache(maxsize=64)
def _read(file: Path, _changed: int, questionnaire: Questionnaire) -> Rubric:
    return read_rubric(file, questionnaire)


def _file(name_or_file: str | Path, questionnaire: Questionnaire) -> Path:
    path = Path(name_or_file)
    if path.suffix in (".yaml", ".yml"):
        return path.resolve(strict=True)
    name = str(name_or_file)
    if name not in available(questionnaire.id):
        raise UnknownRubric(name, available(questionnaire.id))
    return own_file(name, questionnaire) or FOLDER / f"{name}.yaml"
