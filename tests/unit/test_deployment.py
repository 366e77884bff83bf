"""The deployment files name commands, settings, services and places that exist."""

import re
import shlex

import yaml

from cli.lazy import COMMANDS
from services.settings import Settings
from tests.unit.test_house import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
PROCESSES = ("app1", "app2")


def test_both_processes_are_the_same_and_nginx_knows_them() -> None:
    """One store, one place for evidence, one secret of cookies; both are asked, and only they."""
    services = COMPOSE["services"]
    first, second = (services[name] for name in PROCESSES)
    assert first == second
    assert not first.get("ports")
    nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
    asked = re.findall(r"^ +server (\w+):8501 ", nginx, re.MULTILINE)
    assert asked == list(PROCESSES)
    assert services["app1"]["depends_on"]["migrate"]["condition"].endswith("successfully")
    assert "--encoding=UTF8" in services["db"]["environment"]["POSTGRES_INITDB_ARGS"]


def test_every_setting_and_variable_is_known() -> None:
    """A setting is one of ours, and what compose takes from outside stands in env.example."""
    environment = COMPOSE["services"]["app1"]["environment"]
    ours = {name for name in environment if name.startswith("SHUZHEN_")}
    ours |= set(re.findall(r"SHUZHEN_\w+", (DEPLOY / "Containerfile").read_text("utf-8")))
    assert ours
    assert ours <= {f"SHUZHEN_{name.upper()}" for name in Settings.model_fields}
    taken = set(re.findall(r"\$\{(\w+)\}", (DEPLOY / "compose.yaml").read_text("utf-8")))
    offered = re.findall(r"^(\w+)=", (DEPLOY / "env.example").read_text("utf-8"), re.MULTILINE)
    assert taken == set(offered)


def test_no_secret_is_shipped() -> None:
    """Passwords and secrets are empty in the example, and come from outside in compose."""
    for line in (DEPLOY / "env.example").read_text("utf-8").splitlines():
        name, _, value = line.partition("=")
        assert not (re.search("PASSWORD|SECRET", name) and value)
    assert COMPOSE["services"]["db"]["environment"]["POSTGRES_PASSWORD"] == "${POSTGRES_PASSWORD}"


def test_every_command_of_a_unit_exists() -> None:
    """What systemd and compose start is a command of ours."""
    container = (DEPLOY / "Containerfile").read_text("utf-8")
    units = "\n".join(file.read_text("utf-8") for file in sorted(DEPLOY.glob("*.service")))
    started = re.findall(r"bin/shuzhen (\w+)", units)
    started += [COMPOSE["services"]["migrate"]["command"][1]]
    (command,) = re.findall(r"^CMD \[(.*)\]", container, re.MULTILINE)
    started += [shlex.split(command.replace(",", ""))[1]]
    named = ["backup", "city", "city", "migrate", "migrate", "personal", "serve", "serve"]
    assert sorted(started) == named
    assert set(started) <= COMMANDS.keys()


def test_the_proxy_speaks_to_browsers_in_strong_ciphers_only() -> None:
    """TLS 1.2 and 1.3, every cipher authenticated and with forward secrecy, ours preferred."""
    nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert re.findall(r"ssl_protocols +(.*);", nginx) == ["TLSv1.2 TLSv1.3"]
    (ciphers,) = re.findall(r"ssl_ciphers +(.*);", nginx)
    for cipher in ciphers.split(":"):
        assert re.fullmatch(r"ECDHE-(ECDSA|RSA)-(AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)", cipher)
    assert re.search(r"ssl_prefer_server_ciphers +on;", nginx)
    assert re.search(r"listen 80;.*?return 301 https:", nginx, re.DOTALL)


def test_the_processes_reach_nothing_outside() -> None:
    """They are in the inner network only, read-only, without rights of the system."""
    app = COMPOSE["services"]["app1"]
    assert app["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert COMPOSE["services"]["db"]["networks"] == ["inside"]
    assert not COMPOSE["services"]["db"].get("ports")
    assert (app["read_only"], app["cap_drop"]) == (True, ["ALL"])


def test_no_history_of_the_source_is_within_reach() -> None:
    """The image does not take .git along, and the unit hides that of the clone."""
    assert ".git" in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    unit = (DEPLOY / "shuzhen.service").read_text("utf-8")
    assert "InaccessiblePaths=-/srv/shuzhen/.git" in unit.splitlines()
