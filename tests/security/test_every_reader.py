"""Whoever opens what came from outside has a row among the readers that are damaged."""

from tests.security.openings import OPENINGS, TYPED, rows_in
from tests.security.readers import READERS
from tests.security.scanning import OPENERS, found_in, openings


def test_nothing_is_opened_without_a_row_or_a_reason() -> None:
    """A new module that opens a file or a request is damaged first, or says why it need not be."""
    found = openings()
    declared = {module: set(kinds) for module, kinds in OPENINGS.items()}
    assert len(found) > 60
    assert {m: k for m, kinds in found.items() if (k := kinds - declared.get(m, set()))} == {}
    assert {m: k for m, kinds in declared.items() if (k := kinds - found.get(m, set()))} == {}


def test_the_rows_are_those_of_the_readers() -> None:
    """No row is misspelt, and no reader is there that nothing in the program stands for."""
    assert rows_in(OPENINGS.values()) | TYPED == set(READERS)


CALLS = (
    ("json", "import json\njson.loads(text)"),
    ("yaml", "import yaml\nyaml.safe_load(text)"),
    ("our yaml", "from files.families import read as r\nr(file, Model)"),
    ("our package", "from files.packages import opened\nwith opened(file) as p: pass"),
    ("zip", "from zipfile import ZipFile\nZipFile(file)"),
    ("xml", "from defusedxml.ElementTree import fromstring\nfromstring(raw)"),
    ("office", "import docx\ndocx.Document(file)"),
    ("columns", "import pyarrow.parquet\nopens = pyarrow.parquet.ParquetFile"),
    ("csv", "import csv\ncsv.reader(lines)"),
    ("picture", "from PIL import Image\nImage.open(file)"),
    ("file", "with open(name, 'rb') as f: pass"),
    ("form", "from urllib.parse import parse_qs\nparse_qs(body)"),
    ("request", "async def a(request): return await request.body()"),
    ("address", "import streamlit as st\nst.query_params['a']"),
    ("header", "def a(request): return request.headers['a']"),
    ("upload", "import streamlit as st\nst.file_uploader('a')"),
    ("code", "import pickle\npickle.loads(raw)"),
    ("database", "import sqlite3\nsqlite3.connect(file)"),
    ("terminal", "import typer\ntyper.prompt('a')"),
    ("process", "import subprocess\nsubprocess.run(['a'])"),
)


def test_each_way_of_opening_is_found() -> None:
    """The control: the scan sees it, and sees nothing in a module that only writes."""
    assert {kind for kind, _ in CALLS} == set(OPENERS)
    assert [kind for kind, source in CALLS if kind not in found_in(source)] == []
    assert found_in("with open(name, 'w') as f: f.write('a')\nZipFile(f, 'w')") == set()
