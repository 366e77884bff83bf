"""The settings of an installation: ``SHUZHEN_*`` variables, or a ``shuzhen.env`` file."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from access.actor import Role
from i18n import Lang

VERSION = version("shuzhen")  # as it was installed
ROOT = Path(__file__).parent.parent  # where the program lies: a clone, or what a wheel unpacked
# where an installation keeps what is its own; what a wheel unpacked is replaced by the next one
HOME = ROOT if (ROOT / "pyproject.toml").is_file() else Path.home() / ".shuzhen"
DEFAULT_PORTS = {"http": 80, "https": 443}
METADATA = "/.well-known/openid-configuration"  # OpenID Connect Discovery: below the issuer
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def origin(scheme: str, host: str, port: int | None = None) -> str:
    """Scheme, host and port as a browser writes them in ``Origin``; the usual port is left out."""
    usual = port in (None, DEFAULT_PORTS[scheme])
    return f"{scheme}://{host}" if usual else f"{scheme}://{host}:{port}"


def _public_address(given: str) -> str:
    """``given`` as an origin; "" stays "". ValueError for anything with more or less in it."""
    if not given:
        return ""
    parts = urlsplit(given.lower().removesuffix("/"))
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    written = f"{host}:{parts.port}" if parts.port else host
    extra = parts.path or parts.query or parts.fragment or parts.netloc != written
    if parts.scheme not in DEFAULT_PORTS or not host or extra:
        raise ValueError("it has to be like https://zhenduan.example.cn")
    return origin(parts.scheme, host, parts.port)


def _metadata_address(given: str) -> str:
    """``given`` if it is where a provider of OpenID tells of itself; "" stays ""."""
    parts = urlsplit(given)
    plain = parts.scheme == "http" and parts.hostname in LOOPBACK
    good = parts.path.endswith(METADATA) and not parts.query and not parts.fragment
    if given and not (good and parts.hostname and (parts.scheme == "https" or plain)):
        raise ValueError(f"it has to be like https://login.example.cn{METADATA}")
    return given


def _roles(given: str) -> str:
    """``given`` if it names roles that have accounts, with commas between them."""
    named = {each.strip() for each in given.split(",") if each.strip()}
    known = {str(each) for each in Role if each.entry.enters_by == "account"}
    if wrong := sorted(named - known):
        raise ValueError(f"no roles with accounts: {', '.join(wrong)}")
    return ",".join(sorted(named))


class Settings(BaseSettings):
    """Everything that may differ between two installations."""

    model_config = SettingsConfigDict(
        env_prefix="SHUZHEN_", env_file=HOME / "shuzhen.env", extra="ignore", frozen=True
    )

    store: str = f"sqlite:///{HOME / 'var' / 'shuzhen.db'}"  # an SQLAlchemy URL
    address: str = "127.0.0.1"  # what `shuzhen serve` listens on
    port: int = Field(default=8501, ge=1, le=65535)  # or the next free one
    lang: Lang = "zh"  # of the command line
    disclosure_threshold: int = Field(default=10, ge=5)  # enterprises per published cell
    city_counts: Literal["signed", "submitted"] = "signed"  # in the city's figures and as peers
    # a folder, or an address such as s3://bucket/evidence; "": beside the database's file
    evidence: str = ""
    questionnaires: Path | None = None  # a folder with questionnaires of one's own
    resume_days: int = Field(default=90, ge=1)  # for which a browser stays with its assessment
    session_hours: int = Field(default=12, ge=1)  # of a signed-in account, at most
    idle_minutes: int = Field(default=60, ge=5)  # after which it is signed out
    link_hours: int = Field(default=72, ge=1)  # for which an invitation or a reset can be used
    second_step: Annotated[str, AfterValidator(_roles)] = ""  # roles that have to have one
    # a provider of OpenID that signs people in: where it tells of itself, and who we are to it
    oidc_metadata: Annotated[str, AfterValidator(_metadata_address)] = ""
    oidc_client: str = ""
    oidc_secret: SecretStr = SecretStr("")
    oidc_title: str = Field(default="", max_length=40)  # what its button says
    # the one address in a browser, if it is not that of this machine; https in front of a city
    public_address: Annotated[str, AfterValidator(_public_address)] = ""
    trusted_proxies: str = ""  # whose X-Forwarded-For counts: addresses or networks, with commas
    # that make reports beside the web server, one each; 0: made by it, while others wait
    report_processes: int = Field(default=1, ge=0, le=16)
    log: Literal["json", "text"] = "json"  # the form of the process log
    log_level: Literal["info", "warning", "error"] = "info"  # what is less stays out of it
    # limits of one address are those of an office: so many of them stand behind one, as in a
    # park or a training centre whose network has one address
    offices_per_address: int = Field(default=1, ge=1, le=50)
    sessions_per_account: int = Field(default=10, ge=1, le=100)  # of more the oldest ends
    handler: str = ""  # who answers for personal information: the name of the body that runs this
    contact: str = ""  # whom to ask about it: an address, a telephone, a mailbox
    draft_months: int = Field(default=24, ge=0)  # untouched drafts without an account; 0: no end
    record_months: int = Field(default=60, ge=0)  # the same of what was handed in
    backup_days: int = Field(default=0, ge=0)  # for which backups are kept; 0: not told
    key_file: Path | None = None  # the keys that seal what nobody should read in the database
    # the server that takes mails which say that there is something new; "": none go out
    mail_host: str = ""
    mail_port: int = Field(default=587, ge=1, le=65535)
    mail_security: Literal["starttls", "tls", "none"] = "starttls"
    mail_user: str = ""
    mail_password: SecretStr = SecretStr("")
    mail_from: str = ""  # the address that they come from
    demo: bool = False  # a demonstration: whatever is made in it is synthetic

    @property
    def evidence_place(self) -> str:
        """Where files of evidence are kept: a folder, or an address that fsspec knows."""
        if self.evidence:
            return self.evidence
        file = self.store.removeprefix("sqlite:///").partition("?")[0]
        beside = Path(file).parent if file and "://" not in file else HOME / "var"
        return str(beside / "evidence")

    @property
    def second_step_roles(self) -> frozenset[str]:
        """The roles that do nothing before the second step is switched on."""
        return frozenset(filter(None, self.second_step.split(",")))

    @property
    def provider(self) -> str:
        """The issuer of the provider that signs people in; "" where there is none.

        It leads back to the public address, so there is none without that.
        """
        told = (self.oidc_client, self.oidc_secret.get_secret_value(), self.public_address)
        return self.oidc_metadata.removesuffix(METADATA) if all(told) else ""

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies and addresses are for HTTPS only."""
        return self.public_address.startswith("https://")
