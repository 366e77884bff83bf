"""Finds where the program opens what may have come from outside: files, requests, texts."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "access",
    "aggregates",
    "assessments",
    "cli",
    "files",
    "i18n",
    "questionnaires",
    "reports",
    "scoring",
    "services",
    "solutions",
    "storage",
    "views",
    "wording",
)

# What is opened, by the end of the name that is called. One of the names is enough.
OPENERS: dict[str, tuple[str, ...]] = {
    "json": ("json.loads", "json.load", "model_validate_json", "read_json"),
    "yaml": ("yaml.load", "yaml.safe_load", "yaml.full_load", "yaml.parse", "yaml.compose"),
    "our yaml": (
        "strict_yaml.read",
        "strict_yaml.value",
        "families.read",
        "families.read_all",
        "families.problems_of",
        "families.load",
    ),
    "zip": ("ZipFile", "tarfile.open", "gzip.open", "bz2.open", "zlib.decompress", "lzma.open"),
    "our package": ("packages.opened", "books.open_book"),
    "xml": ("fromstring", "iterparse", "XMLPullParser", "ParserCreate", "XMLParser", "etree.parse"),
    "office": ("docx.Document", "pptx.Presentation", "load_workbook"),
    "columns": (
        "ParquetFile",
        "ipc.open_file",
        "ipc.open_stream",
        "ipc.read_message",
        "csv.open_csv",
        "csv.read_csv",
        "parquet.read_table",
        "feather.read_table",
    ),
    "csv": ("csv.reader", "csv.DictReader"),
    "picture": ("Image.open",),
    "file": ("read_bytes", "read_text"),
    "form": ("parse_qs", "parse_qsl"),
    "request": ("request.stream", "request.body", "request.form", "request.json"),
    "address": ("urlsplit", "urlparse", "query_params"),
    "header": (".headers", ".cookies", "Headers"),
    "upload": ("file_uploader", "camera_input", "chat_input", "audio_input"),
    "code": ("pickle.loads", "pickle.load", "marshal.loads", "eval", "exec", "literal_eval"),
    "database": ("create_engine", "sqlite3.connect"),
    "terminal": ("stdin.read", "stdin.buffer.read", "typer.prompt", "getpass"),
    "process": ("subprocess.Popen", "subprocess.run", "os.system", "os.execv"),
}
WRITING = frozenset("wax")
LAST = re.compile(
    r"\b("
    + "|".join({"open", *(end.rpartition(".")[2] for ends in OPENERS.values() for end in ends)})
    + r")\b"
)
USED = frozenset(("our yaml", "columns", "address", "header"))  # not only where they are called


def found_in(source: str) -> set[str]:
    """The kinds of openers that ``source``, a module, names."""
    if not LAST.search(source):
        return set()
    tree = ast.parse(source)
    imported = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    nodes = [*ast.walk(tree)]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    called = {
        _dotted(call.func, imported)
        for call in calls
        if not _mode(call) & WRITING and not _is_new(call)
    }
    named = {_dotted(n, imported) for n in nodes if isinstance(n, ast.Name | ast.Attribute)}
    kinds = {
        kind
        for kind, ends in OPENERS.items()
        if any(_ends(name, ends) for name in (named if kind in USED else called))
    }
    return kinds | ({"file"} if any(map(_opens, calls)) else set())


def _dotted(node: ast.expr, imported: dict[str, str]) -> str:
    """The whole name; what is called or indexed on the way is a point."""
    if isinstance(node, ast.Name):
        return imported.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, imported)}.{node.attr}"
    return ""


def _ends(name: str, ends: tuple[str, ...]) -> bool:
    return any(f".{name}".endswith(end if end.startswith(".") else f".{end}") for end in ends)


def _mode(call: ast.Call) -> set[str]:
    """The letters of the mode in which a call opens a file; {} where none is said."""
    if not _last(call).lower().endswith(("open", "zipfile")):
        return set()
    said = [*call.args[:2], *(each.value for each in call.keywords if each.arg == "mode")]
    texts = [each.value for each in said if isinstance(each, ast.Constant)]
    modes = [t for t in texts if isinstance(t, str) and 0 < len(t) < 4 and set(t) <= set("rwabtx+")]
    return set("".join(modes))


def _last(call: ast.Call) -> str:
    """The last part of the name that is called."""
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def _is_new(call: ast.Call) -> bool:
    """Whether the call makes an empty document."""
    return _last(call) in ("Document", "Presentation") and not call.args


def _opens(call: ast.Call) -> bool:
    """Whether a file is opened to be read."""
    return _last(call) == "open" and "r" in _mode(call)


def openings() -> dict[str, set[str]]:
    """What each module of the program opens."""
    found = {
        str(file.relative_to(ROOT)): found_in(file.read_text("utf-8"))
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
    }
    return {module: kinds for module, kinds in found.items() if kinds}
