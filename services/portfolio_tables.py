"""The list of cases in words: what the page shows and what its files hold, column by column."""

import csv
import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from aggregates.breakdown import divisions_of_sectors, sector_titles
from assessments.districts import districts
from assessments.divisions import divisions
from assessments.model import Stage
from assessments.portfolio import OPEN, CaseLine, CaseResult
from assessments.refusals import NotFound
from assessments.years import CHINA
from i18n import Text
from services.context import Context
from services.editions import edition
from services.noting import note_centre
from services.portfolio import PortfolioChoice, PortfolioPage, holders, today_of, whole_list
from wording.cells import harmless
from wording.tables import Notes, SheetColumn, SheetTable, Value, write_workbook
from wording.voice import Voice

# every column with its width in digits; the first one names the line
COLUMNS: Mapping[str, float] = {
    "name": 34.0,
    "code": 22.0,
    "stage": 16.0,
    "round": 8.0,
    "questionnaire": 28.0,
    "sector": 20.0,
    "division": 28.0,
    "district": 14.0,
    "consultant": 14.0,
    "due": 12.0,
    "late": 12.0,
    "submitted": 12.0,
    "waiting": 12.0,
    "signed": 12.0,
    "claimed": 16.0,
    "claimed_total": 12.0,
    "verified": 16.0,
    "verified_total": 12.0,
}
POINTS = ("claimed_total", "verified_total")
WHOLE = 1 - 1e-9  # a coverage that is short of it leaves answers open


@dataclass(frozen=True)
class PortfolioVoice(Voice):
    """Says lines of the list: ``names`` are of accounts, ``titles`` by edition."""

    names: Mapping[str, str]
    titles: Mapping[tuple[str, str], Text]
    today: date

    def columns(self) -> Sequence[SheetColumn]:
        """What stands above each of ``COLUMNS``."""
        return [
            SheetColumn(
                self.say(f"portfolio.column_{name}"),
                width=width,
                format="0.0" if name in POINTS else "General",
            )
            for name, width in COLUMNS.items()
        ]

    def row(self, line: CaseLine) -> Mapping[str, Value]:
        """What stands in each of ``COLUMNS``; "" where there is nothing to say."""
        one, firm = line.assessment, line.enterprise
        late, waited = line.overdue(self.today), self._waited(line)
        title = self.titles.get((one.questionnaire, one.edition))
        return {
            "name": firm.name,
            "code": firm.credit_code or "",
            "stage": self.say(f"app.stage_{one.stage}"),
            "round": f"T{one.round}",
            "questionnaire": one.questionnaire if title is None else self.text(title),
            "sector": self._sectors[firm.division],
            "division": f"{firm.division} {self.text(divisions()[firm.division].title)}",
            "district": self.text(districts()[firm.district]),
            "consultant": self.names.get(one.consultant or "", one.consultant or ""),
            "due": line.due.isoformat() if line.due else "",
            "late": late or None,
            "submitted": _day(one.submitted_at),
            "waiting": waited,
            "signed": _day(one.signed_at),
            "claimed": self.result(line.claimed),
            "claimed_total": line.claimed.total if line.claimed else None,
            "verified": self.result(line.verified),
            "verified_total": line.verified.total if line.verified else None,
        }

    def result(self, result: CaseResult | None) -> str:
        """The level; that answers are open where they are."""
        if result is None:
            return ""
        level = self.level_number(result.level)
        if result.coverage < WHOLE:
            return self.say("portfolio.incomplete", level=level)
        return level

    def due(self, line: CaseLine) -> str:
        """The day by which it is to be signed, and by how many days it is late."""
        if line.due is None:
            return ""
        late = line.overdue(self.today)
        day = line.due.isoformat()
        return self.say("portfolio.late", day=day, days=late) if late else day

    def _waited(self, line: CaseLine) -> int | None:
        at = line.assessment.submitted_at
        if at is None or line.assessment.stage not in OPEN:
            return None
        return (self.today - at.astimezone(CHINA).date()).days

    @cached_property
    def _sectors(self) -> Mapping[str, str]:
        titles = sector_titles()
        return {
            code: self.text(titles[sector])
            for sector, codes in divisions_of_sectors().items()
            for code in codes
        }


def voice_of(ctx: Context, said: Voice, lines: Sequence[CaseLine]) -> PortfolioVoice:
    """Says these lines to the actor, in the language of ``said``."""
    asked = {(each.assessment.questionnaire, each.assessment.edition) for each in lines}
    titles: dict[tuple[str, str], Text] = {}
    for id, which in sorted(asked):
        with suppress(NotFound):  # its files may be gone; the case is not
            titles[id, which] = edition(ctx.settings, id, which).title
    return PortfolioVoice(said.lang, holders(ctx), titles, today_of(ctx))


def list_file(ctx: Context, choice: PortfolioChoice, voice: Voice, format: str) -> bytes:
    """All that is looked for as a file, ``xlsx`` or ``csv``; that it was handed out is noted."""
    pages = list(whole_list(ctx, choice))
    note_centre(ctx, "case.export", cases=sum(len(page.lines) for page in pages), format=format)
    said = voice_of(ctx, voice, [line for page in pages for line in page.lines])
    rows = [_values(said, page) for page in pages]
    table = SheetTable(
        name=said.say("portfolio.sheet"),
        title=said.say("portfolio.file_title", day=said.today.isoformat()),
        notes=(said.say("portfolio.file_found", found=pages[0].found, all=pages[0].cases),),
        columns=tuple(said.columns()),
        rows=tuple(row for page in rows for row in page),
    )
    return _csv(table) if format == "csv" else write_workbook([table], _notes(said))


def _values(said: PortfolioVoice, page: PortfolioPage) -> Sequence[tuple[Value, ...]]:
    return [tuple(said.row(line).values()) for line in page.lines]


def _notes(said: PortfolioVoice) -> Notes:
    explained = ("due", "late", "waiting", "claimed", "verified")
    entries = [
        (said.say(f"portfolio.column_{name}"), said.say(f"portfolio.about_{name}"))
        for name in explained
    ]
    stages = said.listed(said.say(f"app.stage_{stage}") for stage in Stage)
    entries.append((said.say("portfolio.column_stage"), stages))
    return Notes(said.say("portfolio.notes"), said.say("portfolio.notes_title"), tuple(entries))


def _csv(table: SheetTable) -> bytes:
    """With the mark by which a spreadsheet knows the encoding, and nothing that it would run."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column.title for column in table.columns)
    for row in table.rows:
        writer.writerow("" if each is None else harmless(str(each)) for each in row)
    return text.getvalue().encode("utf-8-sig", "replace")


def _day(at: datetime | None) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d}" if at else ""
