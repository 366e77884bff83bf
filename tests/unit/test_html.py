"""The HTML report is one safe file: whole for a screen reader, silent on the network."""

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.model import Stage
from assessments.plain_text import plain
from i18n import Lang, Text
from questionnaires.model import Kind
from reports.build import build
from reports.formats.html import write_html
from reports.svg import NARROW_WIDTH
from tests.unit.report_cases import (
    CLAIMS,
    LANGS,
    MADE_ON,
    MANUFACTURING,
    PEERS,
    WUXI,
    diagnosis,
    enterprise,
    report,
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><svg/onload=alert(1)>",
    "𠮷野家 😀👨‍👩‍👧 &amp; {{ 7*7 }} {% raw %} ${x}",
    '\\"} body{display:none} /*',
    "=cmd|'/c calc'!A1",
)
VOID = {"meta", "img", "source", "col", "link", "br", "hr", "input"}
Attributes = dict[str, str | None]


class Page(HTMLParser):
    """The elements of a page with their attributes and the text below them, in order."""

    def __init__(self, source: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes, list[str]]] = []
        self._open: list[tuple[str, Attributes, list[str]]] = []
        self.feed(source.decode())
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        element = (tag, dict(attrs), list[str]())
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """End the element that was begun last, and no other."""
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Give a text to every element around it."""
        for _, _, texts in self._open:
            texts.append(data)

    def all(self, tag: str, name: str = "") -> list[tuple[Attributes, str]]:
        """The elements of that tag (and class): attributes and text."""
        return [
            (attributes, "".join(texts))
            for found, attributes, texts in self.elements
            if found == tag and (not name or name in (attributes.get("class") or "").split())
        ]


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_is_whole_for_somebody_who_cannot_see_it(lang: Lang) -> None:
    """Language, one first heading, a section a chapter, captions, column heads, alt texts."""
    made = report(lang, stage=Stage.VERIFIED, peers=PEERS)
    page = Page(write_html(made))
    assert page.all("html")[0][0]["lang"] == {"zh": "zh-CN", "en": "en"}[lang]
    assert [text for _, text in page.all("h1")] == [made.cover.title]
    assert [text for _, text in page.all("h2")][1:] == [part.title for part in made.sections]
    assert len(page.all("section")) == len(made.sections)
    assert len(page.all("caption")) == len(page.all("table")) > 0
    assert all(attributes["scope"] in ("col", "row") for attributes, _ in page.all("th"))
    assert len(page.all("figcaption")) == len(page.all("figure")) == 3
    assert all(attributes["alt"] for attributes, _ in page.all("img"))


def test_every_link_leads_somewhere_in_the_page() -> None:
    """Ids are unique, and each chapter and dimension is in the table of contents."""
    page = Page(write_html(report()))
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    targets = [str(attributes["href"]) for attributes, _ in page.all("a")]
    assert len(ids) == len(set(ids))
    assert {target.removeprefix("#") for target in targets} <= set(ids)
    assert {"#summary", "#level-section", "#dimension-basis", "#citations"} <= set(targets)


def test_nothing_is_asked_of_the_network() -> None:
    """No address in any attribute, no import in the style, and a policy that forbids it."""
    page = Page(write_html(report(peers=PEERS)))
    for _, attributes, _ in page.elements:
        for name in ("src", "href", "action", "data", "poster", "srcset", "background"):
            assert (attributes.get(name) or "#").startswith(("#", "data:image/svg+xml"))
    assert not re.search(r"url\(|@import", page.all("style")[0][1])
    policy = next(a["content"] for a, _ in page.all("meta") if "http-equiv" in a) or ""
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy


def test_rare_characters_bring_their_glyphs_and_only_where_they_stand() -> None:
    """A face with just these characters inside the page, allowed by its policy; else none."""
    usual = write_html(report())
    page = Page(write_html(report(who=enterprise(name="无锡𠮷㛃𬍛精工"))))
    faces = re.findall(r"url\(data:font/woff;base64,([^)]+)\)", page.all("style")[0][1])
    had = set[int]()
    for each in faces:
        had |= set(TTFont(BytesIO(base64.b64decode(each))).getBestCmap())
    assert had == set(map(ord, "𠮷㛃𬍛"))
    policy = next(a["content"] for a, _ in page.all("meta") if "http-equiv" in a) or ""
    assert policy.endswith("; font-src data:")
    assert b"font-face" not in usual
    assert b"font-src" not in usual


def test_nothing_runs_and_the_page_is_light() -> None:
    """No script at all, none allowed by the policy; a full report weighs 600 kB at most."""
    content = write_html(report(peers=PEERS))
    page = Page(content)
    policy = next(a["content"] for a, _ in page.all("meta") if "http-equiv" in a) or ""
    assert page.all("script") == []
    assert "script" not in policy
    assert not any(name.startswith("on") for _, told, _ in page.elements for name in told)
    ladders = [item for item in MANUFACTURING.items if item.kind is Kind.LADDER]
    claims = {item.id: item.options[1].id for item in ladders}
    full = write_html(report("en", claims=claims, questionnaire=MANUFACTURING, judge=WUXI))
    assert len(full) < 600_000


def test_a_narrow_screen_has_its_own_pictures() -> None:
    """Beside each usual one, for the screen alone: paper keeps the wide ones."""
    page = Page(write_html(report(peers=PEERS)))
    usual = [told for told, _ in page.all("img")]
    narrow = [told for told, _ in page.all("source")]
    assert len(usual) == len(narrow) > 1
    for told in narrow:
        assert (told["media"] or "").startswith("screen and (max-width")
        picture = base64.b64decode(str(told["srcset"]).partition("base64,")[2])
        assert fromstring(picture).get("width") == str(NARROW_WIDTH)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_from_outside_stay_words(words: str) -> None:
    """A hostile name or note is read back letter by letter, and adds no element."""
    calm, hostile = (
        Page(
            write_html(
                report(
                    who=enterprise(name=name),
                    claims=CLAIMS | {"wishes": name},
                    stage=Stage.VERIFIED,
                    notes={"plan": name},
                    remarks={"downtime": name},
                    centre=name,
                )
            )
        )
        for name in ("某某公司", words)
    )
    assert [element[:1] for element in hostile.elements] == [each[:1] for each in calm.elements]
    assert hostile.all("p", "enterprise")[0][1] == words
    assert any(text == words for _, text in hostile.all("dd"))
    assert any(text.endswith(words) for _, text in hostile.all("small"))


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_name_is_read_back_as_typed(name: str) -> None:
    """Whatever can be typed; what no text may hold is left out."""
    made = report()
    cover = replace(made.cover, enterprise=name)
    page = Page(write_html(replace(made, cover=cover)))
    assert page.all("p", "enterprise")[0][1] == plain(name)


def test_titles_from_a_questionnaire_stay_words_in_the_figures() -> None:
    """A dimension's title reaches the pictures escaped, on every screen."""
    case, title = diagnosis(), '</script><b onclick="x">&'
    nodes = tuple(
        node.model_copy(update={"title": Text(zh=title, en=title)}) for node in case.card.nodes
    )
    case = replace(case, card=case.card.model_copy(update={"nodes": nodes}))
    page = Page(write_html(build(case, "zh", MADE_ON)))
    pictures = [told["src"] for told, _ in page.all("img")]
    pictures += [told["srcset"] for told, _ in page.all("source")]
    assert len(pictures) > 2
    for each in pictures:
        source = base64.b64decode(str(each).partition("base64,")[2])
        assert {element.tag.rpartition("}")[2] for element in fromstring(source).iter()} <= {
            "svg", "title", "rect", "text", "polyline", "polygon", "circle",
        }  # fmt: skip


def test_marks_stand_on_the_screen_and_on_every_printed_page() -> None:
    """A synthetic enterprise is marked in the band above and in the head of printed pages."""
    page = Page(write_html(report(who=enterprise(synthetic=True))))
    style = page.all("style")[0][1]
    mark = "".join(f"\\{ord(sign):x} " for sign in "演示数据：企业和答案均为合成")
    assert page.all("p", "marks")[0][1] == "演示数据：企业和答案均为合成"
    assert f'@top-center {{ content: "{mark}"' in style
    assert Page(write_html(report())).all("p", "marks") == []
