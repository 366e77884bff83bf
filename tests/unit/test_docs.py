"""What the documents promise is there: links, commands, settings, words, decisions."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import typer

from cli.main import app
from questionnaires.library import available, load
from services.settings import Settings

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def name(path: Path) -> str:
    """A document under its name in the clone, for the test's id."""
    return str(path.relative_to(ROOT))


def anchor(heading: str) -> str:
    """The anchor that a heading gets."""
    words = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return words.replace(" ", "-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(path: Path) -> None:
    """Files and headings that a document links to exist."""
    for found in LINK.findall(path.read_text("utf-8")):
        target = found[0] or found[1]
        if re.match(r"[a-z]+:", target):
            continue
        file, _, heading = target.partition("#")
        linked = (path.parent / file).resolve() if file else path
        assert linked.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", linked.read_text("utf-8"), re.MULTILINE)
            assert heading in {anchor(each) for each in headings}, target


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_command_in_a_document_exists(path: Path) -> None:
    """Commands and options of `shuzhen`, and targets of `make`, are those of the product."""
    text = path.read_text("utf-8")
    spans = [line for block in BLOCK.findall(text) for line in block.splitlines()]
    spans += re.findall(r"`((?:shuzhen|make) [^`]+)`", text)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    top = typer.main.get_command(app)
    for span in spans:
        if not re.match(r"make |(\.venv/bin/)?shuzhen ", span):
            continue
        words = shlex.split(span.split(" # ")[0], comments=True)
        if words[:1] == ["make"]:
            assert {word for word in words[1:] if "=" not in word} <= targets, span
        if words[0] != "make":
            command, ctx = top, top.context_class(top, info_name="shuzhen")
            rest = words[1:]
            while rest and hasattr(command, "get_command") and not rest[0].startswith("-"):
                command = command.get_command(ctx, rest.pop(0))
                assert command is not None, span
            options = {opt for param in command.get_params(ctx) for opt in param.opts}
            given = {word.split("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
            assert given <= options, span


def test_the_settings_are_all_explained() -> None:
    """docs/operations.md has every setting, with its default, and no other."""
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `SHUZHEN_(\w+)` \|\s*([^|]*?)\s*\|", text, re.MULTILINE))
    fields = {field.upper(): info.default for field, info in Settings.model_fields.items()}
    assert set(rows) == set(fields)
    for setting, default in fields.items():
        if setting == "STORE":
            continue
        said = rows[setting].strip("`")
        assert said == ("" if default is None else str(default).lower()), setting


def test_every_identifier_of_the_glossary_is_in_the_code() -> None:
    """The words of the glossary are those of the code."""
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    code = "\n".join(
        path.read_text("utf-8")
        for package in packages["root_packages"]
        for path in (ROOT / package).rglob("*.py")
    )
    words = set(re.findall(r"\w+", code)) | set(packages["root_packages"])
    rows = re.findall(
        r"^\|[^|]+\|[^|]+\| ((?:`\w+`(?:, )?)+) \|",
        (ROOT / "docs" / "glossary.md").read_text("utf-8"),
        re.MULTILINE,
    )
    identifiers = {word for row in rows for word in re.findall(r"`(\w+)`", row)}
    assert len(identifiers) > 60
    assert identifiers - words == set()


def test_every_decision_is_listed() -> None:
    """docs/decisions/README.md lists each page once, under its number and title."""
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(
        r"^\| \[(\d{4})\]\(([^)]+)\) \| (.+) \|$",
        (folder / "README.md").read_text("utf-8"),
        re.MULTILINE,
    )
    pages = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    assert [(number, file) for number, file, _ in listed] == [
        (path.name[:4], path.name) for path in pages
    ]
    assert len({number for number, _, _ in listed}) == len(pages)
    for path, (number, _, title) in zip(pages, listed, strict=True):
        assert path.read_text("utf-8").splitlines()[0] == f"# {number} {title}"


def test_both_readmes_give_the_same_commands() -> None:
    """Chinese and English readers type the same."""
    texts = [(ROOT / file).read_text("utf-8") for file in ("README.md", "README.zh-CN.md")]
    commands = [re.findall(r"^(?:make|shuzhen) \w+", text, re.MULTILINE) for text in texts]
    assert commands[0] == commands[1] == ["make run", "make test"]
    links = [
        {link for link, _ in LINK.findall(text) if link.startswith(("docs/", "LICENSE"))}
        for text in texts
    ]
    plain = [{re.sub(r"/(zh|en)\.md.*|\.zh-CN", "", link) for link in each} for each in links]
    assert plain[0] == plain[1]


def test_both_readmes_list_every_questionnaire_with_its_minutes() -> None:
    """Everything that an enterprise may choose stands in the table as it is published now."""
    newest = [load(id) for id in available()]
    offered = {(each.id, str(each.minutes)) for each in newest if each.form != "pool"}
    for file in ("README.md", "README.zh-CN.md"):
        text = (ROOT / file).read_text("utf-8")
        assert set(re.findall(r"^\| `(\w+)` \| .+ \| (\d+) \|$", text, re.MULTILINE)) == offered


def test_every_package_is_in_the_table_of_contents() -> None:
    """The README's table lists every package of the house."""
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    for file in ("README.md", "README.zh-CN.md"):
        rows = set(re.findall(r"^\| `(\w+)/` \|", (ROOT / file).read_text("utf-8"), re.MULTILINE))
        assert rows == set(packages["root_packages"])
