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
    assert sorted(started) == ["backup", "migrate", "migrate", "serve", "serve"]
    assert set(started) <= COMMANDS.keys()
