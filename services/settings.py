"""The settings of an installation: ``SHUZHEN_*`` variables, or a ``shuzhen.env`` file."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from aggregates.figures import StageSet
from i18n import Lang

ROOT = Path(__file__).parent.parent


class Settings(BaseSettings):
    """Everything that may differ between two installations."""

    model_config = SettingsConfigDict(
        env_prefix="SHUZHEN_", env_file=ROOT / "shuzhen.env", extra="ignore", frozen=True
    )

    store: str = f"sqlite:///{ROOT / 'var' / 'shuzhen.db'}"  # an SQLAlchemy URL
    address: str = "127.0.0.1"  # what `shuzhen serve` listens on
    port: int = Field(default=8501, ge=1, le=65535)  # or the next free one
    lang: Lang = "zh"  # of the command line
    disclosure_threshold: int = Field(default=10, ge=5)  # enterprises per published cell
    city_counts: StageSet = "signed"  # in the city's figures and as peers
    questionnaires: Path | None = None  # a folder with questionnaires of one's own
    resume_days: int = Field(default=90, ge=1)  # for which a browser stays with its assessment
    session_hours: int = Field(default=12, ge=1)  # of a signed-in account
    secure_cookies: bool = False  # True behind HTTPS
    demo: bool = False  # a demonstration: whatever is made in it is synthetic
