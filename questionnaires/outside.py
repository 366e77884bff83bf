"""Public figures of others, which stand beside ours and are never compared with them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from files.dates import WrittenDate
from files.families import load, problems_of
from files.problems import Problem
from files.shape import Entry, Id
from files.strict_yaml import YamlDocument
from files.texts import Bilingual, english_problems
from questionnaires.library import Known
from questionnaires.model import Questionnaire

FILE = Path(__file__).with_suffix(".yaml")

Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=300)]


class OutsideFigure(Entry):
    """What somebody else published.

    ``questionnaires`` are those whose reports it stands in; on the city's page it stands beside
    these and those of ``city``. ``n``: how many enterprises, null where that was not stated.
    ``sure``: A a primary official text, B a text that names the primary one, C one text only.
    """

    id: Id
    questionnaires: tuple[Id, ...]
    city: tuple[Id, ...] = ()
    says: Bilingual
    n: int | None = Field(gt=0)
    date: WrittenDate
    source: Bilingual
    address: Address
    sure: Literal["A", "B", "C"]
    scope: Bilingual


class OutsideFigures(Entry):
    """``outside.yaml``; the ``statement`` goes wherever a figure goes."""

    statement: Bilingual
    figures: tuple[OutsideFigure, ...] = Field(min_length=1)

    def of(self, questionnaire: str, *, city: bool = False) -> tuple[OutsideFigure, ...]:
        """Those that belong to a questionnaire: to its reports, or to the city's page of it."""
        return tuple(
            each
            for each in self.figures
            if questionnaire in each.questionnaires or (city and questionnaire in each.city)
        )


@cache
def outside_figures() -> OutsideFigures:
    """The shipped ones."""
    return load(FILE, OutsideFigures, lambda _entry, _document: ())


def check(files: Iterable[Path], beside: Mapping[str, Questionnaire]) -> tuple[Problem, ...]:
    """Every problem of these files.

    Questionnaires are looked up in ``beside`` (by id), then among those that are shipped.
    """
    return problems_of(files, OutsideFigures, partial(_problems, known=Known(beside)))


def _problems(entry: OutsideFigures, document: YamlDocument, known: Known) -> Iterator[Problem]:
    yield from english_problems(entry.model_dump(), document, "A007")
    ids = [each.id for each in entry.figures]
    for place, figure in enumerate(entry.figures):
        if figure.id in ids[:place]:
            yield document.problem("A002", "figures", place, "id", name=figure.id)
        for key in ("questionnaires", "city"):
            for index, name in enumerate(getattr(figure, key)):
                if not known.of(name):
                    yield document.problem("A003", "figures", place, key, index, name=name)
