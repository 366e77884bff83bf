"""What takes long, for the process beside the server: a table may have ten thousand firms."""

from dataclasses import dataclass

from i18n import Lang
from services.context import Context
from services.importing.checking import ImportCheck, check
from services.importing.choices import ImportChoices
from services.importing.codes import codes_as
from services.importing.making import FirmCode, ImportOutcome, import_firms
from services.importing.undoing import ImportErasure, undo
from wording.voice import Voice


@dataclass(frozen=True)
class ImportCheckJob:
    """What would come of a file."""

    centre: str
    name: str
    content: bytes
    choices: ImportChoices

    def __call__(self, ctx: Context) -> ImportCheck:
        """What was found."""
        return check(ctx, self.centre, self.name, self.content, self.choices)


@dataclass(frozen=True)
class ImportJob:
    """Bring in what was found."""

    centre: str
    name: str
    content: bytes
    choices: ImportChoices
    seal: str

    def __call__(self, ctx: Context) -> ImportOutcome:
        """What came of it, with the codes."""
        return import_firms(ctx, self.centre, self.name, self.content, self.choices, seal=self.seal)


@dataclass(frozen=True)
class ImportUndoJob:
    """Take an import back."""

    id: str

    def __call__(self, ctx: Context) -> ImportErasure:
        """What went and what stays."""
        return undo(ctx, self.id)


@dataclass(frozen=True)
class CodeListJob:
    """The list of codes that whoever asks was just given."""

    codes: tuple[FirmCode, ...]
    lang: Lang
    format: str
    file: str
    centre: str
    place: str

    def __call__(self, ctx: Context) -> bytes:  # noqa: ARG002  (every job is handed one)
        """The file."""
        voice, beside = Voice(self.lang), {"file": self.file, "centre": self.centre}
        return codes_as(voice, self.codes, self.format, **beside, place=self.place)
