"""Every command explains itself in both languages, with an example that is right."""

import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from cli.help import key_of, option_key
from cli.lazy import COMMANDS
from cli.main import app, run
from i18n.catalogue import texts


def walk(command: Any, ctx: Any) -> Iterator[Any]:
    """A context of the command and of each one below it."""
    yield ctx
    if hasattr(command, "list_commands"):
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            yield from walk(below, below.context_class(below, info_name=name, parent=ctx))


TOP: Any = typer.main.get_command(app)
CONTEXTS = list(walk(TOP, TOP.context_class(TOP, info_name="shuzhen")))
PATHS = [ctx.command_path for ctx in CONTEXTS]
BY_PATH = dict(zip(PATHS, CONTEXTS, strict=True))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_every_command_has_a_help_page_with_an_example(
    path: str, lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--help says how it is called, what every parameter means, and gives an example."""
    monkeypatch.setenv("SHUZHEN_LANG", lang)
    assert run([*path.split()[1:], "--help"]) == 0
    page = capsys.readouterr().out
    ctx = BY_PATH[path]
    assert ctx.command_path in page.splitlines()[0]
    assert {"zh": "示例：", "en": "Examples:"}[lang] in page
    for param in ctx.command.get_params(ctx):
        words = texts("cli")[option_key(ctx, param.name).removeprefix("cli.")]
        assert (words.zh if lang == "zh" else words.en).splitlines()[0] in page


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PATHS)
def test_an_example_calls_what_there_is(path: str, lang: str) -> None:
    """The commands, options and required parameters of every example are those of the program."""
    text = texts("cli")[f"{key_of(BY_PATH[path])}_example"]
    for line in (text.zh if lang == "zh" else text.en).strip().splitlines():
        program, *words = shlex.split(line)
        assert program == "shuzhen"
        command_path = program
        while words and f"{command_path} {words[0]}" in BY_PATH:
            command_path += f" {words.pop(0)}"
        assert command_path.startswith(path)
        ctx = BY_PATH[command_path]
        params = ctx.command.get_params(ctx)
        known = {name for param in params for name in (*param.opts, *param.secondary_opts)}
        given = {word.split("=")[0] for word in words if word.startswith("-")}
        assert given <= known
        if "--help" not in given:
            required = [set(p.opts) for p in params if p.required and p.opts[0].startswith("-")]
            assert all(options & given for options in required)


def test_no_help_text_is_left_over() -> None:
    """Every text of a help page belongs to a command or parameter that exists."""
    used = {"option_help"}
    for ctx in CONTEXTS:
        used |= {f"{key_of(ctx)}_help", f"{key_of(ctx)}_example"}
        used |= {
            option_key(ctx, param.name).removeprefix("cli.")
            for param in ctx.command.get_params(ctx)
        }
    written = {
        name for name in texts("cli") if name.endswith(("_help", "_example")) or "option_" in name
    }
    assert written - used - {"no_such_option"} == set()


def test_the_first_line_of_a_help_is_short_enough_for_the_list() -> None:
    """The list of commands fits a terminal of 110 columns."""
    for name in COMMANDS:
        text = texts("cli")[f"{name}_help"]
        assert len(text.zh.splitlines()[0]) * 2 <= 80
        assert len(text.en.splitlines()[0]) <= 80
