"""The help page of a command.

Its words stand in ``i18n/texts/cli.yaml``, by the command's path: ``<path>_help`` (its
first line is what the list of commands shows), ``<path>_example`` and, for each parameter,
``<path>_option_<name>`` or, where several commands share it, ``option_<name>``.
"""

from typing import Any

from cli.language import language
from i18n import say
from i18n.catalogue import texts

COLUMN = 26  # of the second column; a longer name gets a line of its own


def help_page(ctx: Any) -> str:
    """The whole page for the command of ``ctx`` (a Typer context)."""
    command, lang, key = ctx.command, language(), key_of(ctx)
    params = command.get_params(ctx)
    names = command.list_commands(ctx) if hasattr(command, "list_commands") else []
    blocks = [
        say("cli.usage", lang, usage=usage(ctx)),
        say(f"cli.{key}_help", lang).rstrip(),
        _rows("commands", [(name, _summary(key, name)) for name in names]),
        _rows("arguments", [_row(ctx, p) for p in params if p.param_type_name == "argument"]),
        _rows("options", [_row(ctx, p) for p in params if p.param_type_name == "option"]),
        say("cli.examples", lang) + "\n" + _indented(say(f"cli.{key}_example", lang)),
    ]
    return "\n\n".join(block for block in blocks if block)


def usage(ctx: Any) -> str:
    """How the command is called, on one line."""
    pieces = [ctx.command_path, say("cli.usage_options", language())]
    for param in ctx.command.get_params(ctx):
        pieces += param.get_usage_pieces(ctx)
    if hasattr(ctx.command, "list_commands"):
        pieces.append(say("cli.usage_command", language()))
    return " ".join(pieces)


def key_of(ctx: Any) -> str:
    """The part of a text's key that names the command: ``account_add``, or ``shuzhen`` itself."""
    names = ctx.command_path.replace("-", "_").split()
    return "_".join(names[1:] or names)


def option_key(ctx: Any, name: str) -> str:
    """The key of a parameter's text: the command's own where it has one, else the shared one."""
    own = f"{key_of(ctx)}_option_{name}"
    return f"cli.{own}" if own in texts("cli") else f"cli.option_{name}"


def _summary(key: str, name: str) -> str:
    path = name if key == "shuzhen" else f"{key}_{name}"
    return say(f"cli.{path.replace('-', '_')}_help", language()).split("\n", 1)[0]


def _row(ctx: Any, param: Any) -> tuple[str, str]:
    name, _ = param.get_help_record(ctx)
    lang = language()
    words = say(option_key(ctx, param.name), lang)
    if param.required and param.param_type_name == "option":
        words += say("cli.required", lang)
    elif param.default is not None and param.default != () and not getattr(param, "is_flag", False):
        words += say("cli.default", lang, default=param.default)
    return name, words


def _rows(section: str, rows: list[tuple[str, str]]) -> str:
    if not rows:
        return ""
    lines = []
    for name, words in rows:
        first = name.ljust(COLUMN) if len(name) < COLUMN - 1 else f"{name}\n  {' ' * COLUMN}"
        lines.append("  " + first + words.replace("\n", "\n  " + " " * COLUMN))
    return say(f"cli.{section}", language()) + "\n" + "\n".join(lines)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.rstrip().splitlines())
