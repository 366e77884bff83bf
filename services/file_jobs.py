"""Files that pages hand out, as values that another process can make them from."""

from dataclasses import dataclass

from assessments.model import Side
from i18n import Lang
from services import analysing
from services.analysis_tables import AnalysisVoice
from services.answer_books.exporting import export_book
from services.answer_books.reading import BookRead, read_answer_book
from services.briefing import checklist_file
from services.bulletins import BulletinChoice, bulletin_file
from services.context import Context
from services.handing_out import hand_out
from services.paragraphs import paragraphs
from services.portfolio import PortfolioChoice
from services.portfolio_tables import list_file
from services.templates import Form, file_of
from wording.voice import Voice


@dataclass(frozen=True)
class ReportJob:
    """The report of an assessment; what it states is on record once it is made."""

    assessment: str
    lang: Lang
    format: str
    form: Form = "centre"

    def __call__(self, ctx: Context) -> bytes:
        """The file."""
        return hand_out(ctx, self.assessment, self.lang, self.format, form=self.form)[1]


@dataclass(frozen=True)
class PreviewJob:
    """The report as it will read once it is signed; nothing of it is on record."""

    assessment: str
    lang: Lang
    format: str
    form: Form = "centre"

    def __call__(self, ctx: Context) -> bytes:
        """The file."""
        found = paragraphs(ctx, self.assessment, self.lang)
        return file_of(found.report, self.format, found.dossier, self.form)


@dataclass(frozen=True)
class AnalysisJob:
    """The analysis of an edition's questions."""

    questionnaire: str
    edition: str
    lang: Lang

    def __call__(self, ctx: Context) -> bytes:
        """The workbook."""
        found = analysing.analysis(ctx, self.questionnaire, self.edition).analysis
        return analysing.workbook(AnalysisVoice(self.lang, found))


@dataclass(frozen=True)
class AnswerBookJob:
    """The answers of one side, to be filled in without a connection."""

    assessment: str
    side: Side
    voice: Voice

    def __call__(self, ctx: Context) -> bytes:
        """The workbook."""
        return export_book(ctx, self.assessment, self.side, self.voice)


@dataclass(frozen=True)
class BookReadJob:
    """A workbook that came back, read where it can do no harm; it may be anything."""

    name: str
    content: bytes

    def __call__(self, _: Context) -> BookRead:
        """What stands in it."""
        return read_answer_book(self.name, self.content)


@dataclass(frozen=True)
class ChecklistJob:
    """The list that a consultant takes along on the visit of a case."""

    assessment: str
    voice: Voice
    format: str

    def __call__(self, ctx: Context) -> bytes:
        """The file."""
        return checklist_file(ctx, self.assessment, self.voice, self.format)


@dataclass(frozen=True)
class BulletinJob:
    """The yearly bulletin of the city."""

    choice: BulletinChoice
    format: str

    def __call__(self, ctx: Context) -> bytes:
        """The file."""
        return bulletin_file(ctx, self.choice, self.format)[1]


@dataclass(frozen=True)
class PortfolioJob:
    """A list of cases, all of it."""

    choice: PortfolioChoice
    voice: Voice
    format: str

    def __call__(self, ctx: Context) -> bytes:
        """The file."""
        return list_file(ctx, self.choice, self.voice, self.format)
