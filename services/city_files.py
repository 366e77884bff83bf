"""All tables of the city's figures as files: a workbook, or CSV files in a zip, with notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from aggregates.figures import CityFigures, Hidden
from aggregates.subjects import STATE, SUBJECTS
from i18n import Text
from services.city_tables import CityVoice
from wording.csv_files import write_csv_files
from wording.tables import Notes, SheetTable, write_workbook
from wording.voice import Voice

FileForm = Literal["xlsx", "csv"]


@dataclass(frozen=True)
class CityFile:
    """What a file of figures holds and says of itself.

    ``subjects`` are figures by subject and year; told are those of ``year``, with the years before
    beside the state. ``address``: where the release is public, "" for what is not.
    """

    subjects: Mapping[str, Mapping[int, CityFigures]]
    year: int
    as_of: date
    questionnaire: Text
    edition: str
    rubric: Text
    rubric_version: str
    published: date | None = None
    address: str = ""

    def written(self, voice: Voice, form: FileForm) -> bytes:
        """The file: an XLSX, or a zip of CSV files."""
        tables, notes = tuple(self.tables(voice)), self.notes(voice)
        return write_workbook(tables, notes) if form == "xlsx" else write_csv_files(tables, notes)

    def tables(self, voice: Voice) -> Iterator[SheetTable]:
        """Those of the state, then those of every other subject, named after it."""
        for id, said in self.voices(voice).items():
            of = voice.text(subject_title(id))
            for table in tables_of(said):
                if id == STATE:
                    yield table
                else:
                    named = said.say("public.table_of", table=table.title, subject=of)
                    yield replace(table, name=f"{of} {table.name}", title=named)

    def voices(self, voice: Voice) -> Mapping[str, CityVoice]:
        """What tells of each subject of which anything is shown of the year; the state always."""
        return {
            id: CityVoice(voice.lang, years[self.year], tuple(_until(years, self.year)), self.as_of)
            for id, years in self.subjects.items()
            if self.year in years
            and (id == STATE or not isinstance(years[self.year].city.count, Hidden))
        }

    def notes(self, voice: Voice) -> Notes:
        """How to read all of them: definitions, n, date, edition, what is hidden and why."""
        said = self.voices(voice)[STATE]
        found = said.notes(self.questionnaire, self.rubric, self.rubric_version)
        more = [
            (
                voice.say("public.edition_word"),
                voice.say("public.edition_about", edition=self.edition),
            ),
            (voice.say("public.code_word"), voice.say("public.code_about")),
        ]
        if self.published is not None:
            day = self.published.isoformat()
            about = voice.say("public.published_about", day=day, address=self.address)
            more.insert(0, (voice.say("public.published_word"), about))
        else:
            more.insert(0, (voice.say("public.official_word"), voice.say("public.official_about")))
        subjects = [
            (voice.text(subject_title(id)), voice.text(SUBJECTS[id].about))
            for id in self.voices(voice)
            if id in SUBJECTS and id != STATE
        ]
        return replace(found, entries=(*more, *found.entries, *subjects))


def tables_of(said: CityVoice) -> Iterator[SheetTable]:
    """The tables of one subject: those that it is published by."""
    figures = said.figures
    if figures.legend.levels:
        yield said.levels_table()
    for name in ("sectors", "divisions", "districts", "sizes"):
        if getattr(figures, name):
            yield said.rows_table(name)
    yield said.years_table()


def _until(years: Mapping[int, CityFigures], year: int) -> Iterator[CityFigures]:
    return (each for at, each in years.items() if at <= year)


def subject_title(id: str) -> Text:
    """What a subject is called; its id where this program does not know it any more."""
    known = SUBJECTS.get(id)
    return Text(zh=id, en=id) if known is None else known.title
