"""The public pages: for everybody, without a cookie, and only with what was published."""

import csv
import io
from collections.abc import Iterator
from html.parser import HTMLParser
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.testclient import TestClient

from services import publishing
from services.kinds import PUBLIC_RELEASE
from tests.publics import PublicCity
from views import session
from views.edge import edge
from views.public.routes import public_routes

RELEASE = "manufacturing-2026-202611"


@pytest.fixture(scope="module")
def city() -> Iterator[PublicCity]:
    """A city with a public release and one that was withdrawn."""
    made = PublicCity()
    gone = made.published()
    publishing.withdraw(made.official, gone.id, "<b>口径</b>有误")
    made.published()
    yield made
    made.store.close()


@pytest.fixture
def client(city: PublicCity) -> TestClient:
    """Somebody who has no account."""
    session.wire(session.Wiring(city.store, city.settings))
    app = Starlette(routes=public_routes(), middleware=edge(city.settings))
    return TestClient(app, "http://localhost", follow_redirects=False)


PUBLIC = f"{RELEASE}-2"


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_release_is_read_without_an_account(client: TestClient, lang: str) -> None:
    """Day, n as a band, what counts, what hidden means; no cookie; may be kept for minutes."""
    answer = client.get(f"/public/{lang}/{PUBLIC}")
    assert answer.status_code == 200
    for said in ("2026-10-31", "60–69", "2026-11-22", "2026.3"):
        assert said in answer.text
    assert ("“隐藏”不是 0" if lang == "zh" else "&#34;Hidden&#34; is not 0") in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "public, max-age=300"
    mark = answer.headers["etag"]
    for known in (mark, f"W/{mark}", f'"other", {mark}'):
        again = client.get(f"/public/{lang}/{PUBLIC}", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")


def test_the_pages_are_accessible_and_take_nothing_from_elsewhere(client: TestClient) -> None:
    """A language, one heading, captions, scopes, no script, no address of another host."""
    for path in ("/public/zh", f"/public/zh/{PUBLIC}", f"/public/en/{RELEASE}"):
        tags = Outline(client.get(path).text).tags
        names = [name for name, _ in tags]
        assert dict(tags)["html"]["lang"] in ("zh-CN", "en")
        assert names.count("h1") == names.count("main") == 1
        assert names.count("caption") == names.count("table")
        assert all(each.get("scope") for name, each in tags if name == "th")
        assert "script" not in names
        links = [each.get("href") or each.get("src") or "" for _, each in tags]
        assert not [link for link in links if "//" in link]


def test_a_withdrawn_release_says_so_at_its_address(client: TestClient) -> None:
    """410, with day and reason as text, and no figure; where its files were it says so too."""
    answer = client.get(f"/public/zh/{RELEASE}")
    assert answer.status_code == 410
    assert "&lt;b&gt;口径&lt;/b&gt;有误" in answer.text
    assert "<table" not in answer.text
    assert "撤回" in client.get("/public/zh").text
    for file in ("tables.xlsx", "tables.csv.zip", "bulletin.pdf"):
        gone = client.get(f"/public/zh/{RELEASE}/{file}")
        assert (gone.status_code, gone.text) == (410, answer.text)


@pytest.mark.parametrize(
    "path",
    [
        "/public/zh/nowhere",
        "/public/zh/manufacturing-2026-202612",
        "/public/fr",
        f"/public/fr/{PUBLIC}",
        f"/public/ZH/{PUBLIC}",
        f"/public/zh/{PUBLIC.upper()}",
        f"/public/zh/{PUBLIC}/bulletin.PDF",
        f"/public/zh/{PUBLIC}/tables.exe",
        f"/public/zh/{PUBLIC}/bulletin.pptx",
        "/public/zh/nowhere/bulletin.pdf",
        "/public/zh/" + "a" * 3_000,
        "/public/zh/../../healthz",
        "/public/zh/%00",
    ],
)
def test_an_address_that_is_none_is_not_found(client: TestClient, path: str) -> None:
    """A page that says so, not one of the product's, which would cost a session."""
    answer = client.get(path)
    assert answer.status_code == 404
    if path.startswith("/public") and ".." not in path:
        assert "没有这份公开数据" in answer.text


@pytest.mark.parametrize("path", ["/public", "/public/zh", f"/public/zh/{PUBLIC}"])
def test_a_slash_too_many_leads_to_the_page(client: TestClient, path: str) -> None:
    """People type it, and so do programs that join addresses."""
    answer = client.get(f"{path}/")
    assert (answer.status_code, answer.headers["location"]) == (308, path)


def test_robots_find_what_is_public_and_nothing_that_costs_a_session(client: TestClient) -> None:
    """robots.txt names the public pages alone."""
    answer = client.get("/robots.txt")
    assert "Allow: /public" in answer.text
    assert answer.text.endswith("Disallow: /\n")


def test_the_start_goes_by_the_language_that_is_liked(client: TestClient) -> None:
    """By the choice that a browser keeps, else by what it asks for."""
    for headers, lang in (
        ({}, "zh"),
        ({"Accept-Language": "en"}, "en"),
        ({"Accept-Language": "en", "Cookie": "shuzhen_lang=zh"}, "zh"),
    ):
        answer = client.get("/public", headers=headers)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/public/{lang}")


def test_the_files_hold_what_the_page_shows_with_its_notes(client: TestClient) -> None:
    """A workbook, and CSV files that Excel opens, each with n, dates and what hidden means."""
    book = load_workbook(io.BytesIO(client.get(f"/public/zh/{PUBLIC}/tables.xlsx").content))
    told = " ".join(str(cell) for row in book.worksheets[-1].values for cell in row)
    for said in ("60–69", "2026-10-31", "2026-11-22", PUBLIC, "2026.3", "隐藏", "“C”"):
        assert said in told, said
    answer = client.get(f"/public/zh/{PUBLIC}/tables.csv.zip")
    assert f"{PUBLIC}-zh.csv.zip" in answer.headers["content-disposition"]
    with ZipFile(io.BytesIO(answer.content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert len(files) == len(book.worksheets)
    assert all(content.startswith(b"\xef\xbb\xbf") for content in files.values())
    tables = [name for name in sorted(files) if "区域" in name]
    lines = list(csv.reader(io.StringIO(files[tables[0]].decode("utf-8-sig"))))
    assert lines[0][0] == "区域"
    assert lines[1][:2] == ["全市", "60–69"]
    notes = files[min(files)].decode("utf-8-sig")
    assert "隐藏" in notes
    assert "2026-10-31" in notes


def test_the_bulletin_is_handed_out_as_it_was_published(
    city: PublicCity, client: TestClient
) -> None:
    """In each language and format, to be kept like the tables; a page links all six."""
    page = client.get(f"/public/en/{PUBLIC}").text
    for lang in ("zh", "en"):
        for form, begin in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
            path = f"/public/{lang}/{PUBLIC}/bulletin.{form}"
            assert path in page
            answer = client.get(path)
            assert (answer.status_code, answer.content[: len(begin)]) == (200, begin)
            assert f"{PUBLIC}-bulletin-{lang}.{form}" in answer.headers["content-disposition"]
            assert answer.headers["cache-control"] == "public, max-age=300"
            again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
            assert client.head(path).headers["content-length"] == str(len(answer.content))


def test_a_release_of_before_has_no_bulletin_and_says_so(
    city: PublicCity, client: TestClient
) -> None:
    """Published by a program that made none: no link, a sentence, no file."""
    held = city.store.document(PUBLIC_RELEASE, PUBLIC)
    assert held is not None
    value = {key: each for key, each in held.value.items() if key not in ("bulletin", "words")}
    value["published_at"] = "2026-11-22T01:00:00Z"
    before = {"value": value, "revision": held.revision + 1}
    city.store.append_document(held.model_copy(update=before))
    page = client.get(f"/public/zh/{PUBLIC}").text
    assert "没有附年度公报" in page
    assert "bulletin." not in page
    assert client.get(f"/public/zh/{PUBLIC}/bulletin.pdf").status_code == 404
