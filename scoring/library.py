"""The rubrics that come with the product, and any other file."""

from collections.abc import Mapping
from pathlib import Path

from cachetools.func import lru_cache

from questionnaires import library as questionnaires
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

    By name: the one judged for this edition (``manufacturing@2026.2.yaml``), else for the
    questionnaire (``manufacturing.yaml``), else a generic one.

    Read once as long as the file does not change. Raises UnknownRubric, InvalidFiles, OSError.
    """
    file = _file(name_or_file, questionnaire)
    return _read(file, file.stat().st_mtime_ns, questionnaire)


def available(questionnaire: str) -> tuple[str, ...]:
    """The names of the rubrics that can judge the questionnaire with that id."""
    own = {file.parent.name for file in FOLDER.glob(f"*/{questionnaire}.yaml")}
    return tuple(sorted(own | {file.stem for file in FOLDER.glob("*.yaml")}))


def edition_for(file: Path, wanted: str, beside: Mapping[str, Questionnaire]) -> Questionnaire:
    """The edition that a rubric or effort file is for: that in its name, else the newest without.

    Looked up in ``beside`` (by id), then among those that are shipped. Raises NoSuchQuestionnaire.
    """
    _, at, edition = file.stem.partition("@")
    if at:
        return questionnaires.load(wanted, edition)
    taken = {each.stem.partition("@")[2] for each in file.parent.glob(f"{wanted}@*.yaml")}
    if wanted in beside and beside[wanted].edition not in taken:
        return beside[wanted]
    free = [each for each in questionnaires.available().get(wanted, ()) if each not in taken]
    return questionnaires.load(wanted, free[-1] if free else None)


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
    own = FOLDER / name / f"{questionnaire.id}.yaml"
    of_edition = own.with_stem(f"{questionnaire.id}@{questionnaire.edition}")
    files = (of_edition, own, FOLDER / f"{name}.yaml")
    return next(file for file in files if file.exists())
