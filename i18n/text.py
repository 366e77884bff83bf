"""A text in Chinese and English: the unit of everything a person reads."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Lang = Literal["zh", "en"]


class Text(BaseModel):
    """One text in both languages; Chinese is the original, English may still be missing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str = ""

    def to(self, lang: Lang) -> str:
        """The text in ``lang``; Chinese where no English exists yet (the linter reports that)."""
        return self.en if lang == "en" and self.en else self.zh
