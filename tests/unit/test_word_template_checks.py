"""A centre's template is refused with every fault named, or it can be filled."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from files.packages import LARGEST
from i18n.catalogue import texts
from reports.word_template.chinese_names import CHINESE
from reports.word_template.example import example
from reports.word_template.fields import BLOCKS, SIMPLE, field_named, written
from tests.unit.word_templates import (
    NEEDED,
    bare,
    codes,
    in_cell,
    in_header,
    part,
    problems,
    related,
    template,
    text_box,
    told_to,
    with_footnote,
    with_parts,
)

CONTENT_TYPES = "[Content_Types].xml"
MAIN = "wordprocessingml.document.main+xml"
DOCTYPE = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def typed(kind: str) -> bytes:
    """A document that says it is of another kind."""
    made = template()
    told = part(made, CONTENT_TYPES)
    whole = re.sub(r"application/vnd[\w.-]+\.main\+xml", kind, told)
    assert whole != told
    return with_parts(made, {CONTENT_TYPES: whole.encode()})


def with_doctype() -> bytes:
    """A document that defines entities."""
    made = template()
    head, _, rest = part(made, "word/document.xml").partition("?>")
    return with_parts(made, {"word/document.xml": f"{head}?>{DOCTYPE}{rest}".encode()})


def hidden(document: Document) -> None:
    """The field of the enterprise cannot be seen."""
    document.paragraphs[0].runs[0].font.hidden = True


def sealed(document: Document) -> None:
    """What stands for all chapters shares its paragraph with a picture's place."""
    document.paragraphs[-1].add_run().add_break()


MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
DOTX = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

# name: (the file, its one code)
BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "T001"),
    "an old one": (lambda: b"\xd0\xcf\x11\xe0 an old .doc", "T001"),
    "a package of something else": (lambda: with_parts(template(), {CONTENT_TYPES: b"<a"}), "T001"),
    "too large": (lambda: b"x" * (LARGEST + 1), "T002"),
    "a bomb": (lambda: with_parts(template(), {"word/media/b.bin": b"\0" * 70_000_000}), "T002"),
    "a bomb of XML": (
        lambda: with_parts(template(), {"word/b.xml": b"<a>" + b" " * 20_000_000 + b"</a>"}),
        "T002",
    ),
    "macros": (lambda: with_parts(template(), {"word/vbaProject.bin": b"x"}), "T003"),
    "an embedded file": (
        lambda: with_parts(template(), {"word/embeddings/oleObject1.bin": b"x"}),
        "T003",
    ),
    "a chunk of another format": (
        lambda: related(template(), "aFChunk", "chunk.html", "Internal"),
        "T003",
    ),
    "a .docm": (lambda: typed(MACROS), "T004"),
    "a .dotx": (lambda: typed(DOTX), "T004"),
    "a workbook": (lambda: typed(SHEET), "T004"),
    "a template from elsewhere": (
        lambda: related(template(), "attachedTemplate", "https://example.org/t.dotm"),
        "T005",
    ),
    "a picture from elsewhere": (
        lambda: related(template(), "image", "file:///c:/logo.png"),
        "T005",
    ),
    "a link to a file": (lambda: related(template(), "hyperlink", "file:///c:/x.exe"), "T005"),
    "entities": (with_doctype, "T006"),
    "a field that runs": (
        lambda: template(change=lambda d: told_to(d, " DDE", "AUTO cmd ", "calc ")),
        "T007",
    ),
    "a field that fetches": (
        lambda: template(change=lambda d: told_to(d, ' INCLUDETEXT "http://example.org"')),
        "T007",
    ),
    "a field unknown": (lambda: template("{{ enterprize }}"), "T010"),
    "a field unknown in Chinese": (lambda: template("{{ 企业名字 }}"), "T010"),
    "a Chinese attribute": (lambda: template("{{ 企业名称.长度 }}"), "T012"),
    "a Chinese name in one brace": (lambda: template("{ 综合得分 }"), "T018"),
    "a capital p": (lambda: template("{{P chapter.plan }}"), "T022"),
    "a Chinese name without a space": (lambda: template("{{p章节.实施计划}}"), "T022"),
    "a chapter unknown": (lambda: template("{{p chapter.sumary }}"), "T010"),
    "no enterprise": (lambda: bare(*NEEDED[1:]), "T011"),
    "the enterprise unseen": (lambda: template(change=hidden), "T011"),
    "the code in the header only": (
        lambda: template(change=lambda d: in_header("{{ check_code }}")(d) or gone(d, 2)),
        "T011",
    ),
    "a way out": (lambda: template("{{ ''.__class__.__mro__ }}"), "T012"),
    "an attribute": (lambda: template("{{ enterprise.name }}"), "T012"),
    "a private attribute": (lambda: template("{{ enterprise.__init__ }}"), "T012"),
    "a call": (lambda: template("{{ range(10) }}"), "T012"),
    "a filter": (lambda: template("{{ level|upper }}"), "T012"),
    "a comment": (lambda: template("{# for us #}"), "T012"),
    "a macro": (lambda: template("{% macro a() %}"), "T012"),
    "an import": (lambda: template("{% import 'os' as os %}"), "T012"),
    "open braces": (lambda: template("{{ level"), "T013"),
    "closed braces": (lambda: template("level }}"), "T013"),
    "text beside chapters": (lambda: template("看 {{p chapter.plan }}"), "T014"),
    "a break beside chapters": (lambda: template(change=sealed), "T014"),
    "chapters in a cell": (lambda: template(change=in_cell("{{p chapter.plan }}")), "T015"),
    "chapters in the header": (lambda: template(change=in_header("{{p contents }}")), "T015"),
    "chapters in a text box": (
        lambda: template(change=lambda d: text_box(d, "{{p chapter.plan }}")),
        "T015",
    ),
    "chapters as a text": (lambda: template("{{ contents }}"), "T016"),
    "a text as chapters": (lambda: template("{{p level }}"), "T017"),
    "one brace": (lambda: template("{ level }"), "T018"),
    "full-width braces": (lambda: template("｛｛ level ｝｝"), "T018"),
    "a footnote": (lambda: with_footnote(template(), "{{ level }}"), "T019"),
    "chapters twice": (lambda: template("{{p chapter.plan }}", "{{p chapter.plan }}"), "T020"),
}


def gone(document: Document, place: int) -> None:
    """Without that paragraph."""
    paragraph = document.paragraphs[place]._p
    paragraph.getparent().remove(paragraph)


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_template_gives_its_problem_and_no_other(case: str) -> None:
    """One fault, one problem, told in both languages without a word left to fill."""
    make, code = BROKEN[case]
    (found,) = problems(make())
    assert found.code == code
    for told in (found.message("zh"), found.message("en")):
        assert told
        assert not re.search(r"\{\w+\}", told.replace("{ level }", ""))


def test_every_code_has_a_sample() -> None:
    """No code is added, renamed or forgotten; T021 is for what only the trial finds."""
    area = texts("template_problems")
    named = {name for name in area if re.fullmatch(r"T\d+", name)}
    assert {code for _, code in BROKEN.values()} | {"T021"} == named
    for code in named:
        for name in (code, f"{code}_fix"):
            assert area[name].zh.endswith("。")
            assert area[name].en.endswith(".")


def test_all_problems_are_told_at_once_with_their_places() -> None:
    """A person mends the file in one go: paragraph, cell and header are named."""

    def change(document: Document) -> None:
        in_cell("总分 {{ totl }}")(document)
        in_header("{{ levl }} 级")(document)

    found = problems(template("致 {{ entreprise }}：", "{% for x in y %}", change=change))
    assert codes(found) == ["T010", "T012", "T010", "T010"]
    said = [each.message("zh") for each in found]
    assert "正文“致 {{ entreprise }}：”这一段" in said[0]
    assert "enterprise" in said[0]
    assert "正文表格第 2 行第 3 格“总分 {{ totl }}”" in said[2]
    assert "total" in said[2]
    assert "页眉“{{ levl }} 级”" in said[3]
    assert "level" in said[3]
    assert all("paragraph" in each.message("en").lower() for each in (found[0], found[3]))


@pytest.mark.parametrize(
    ("typed", "code", "hint"),
    [
        ("{{ 企业名字 }}", "T010", "企业名称"),
        ("{{ 综合分 }}", "T010", "综合得分"),
        ("{{p 章节.痛点 }}", "T010", "章节.痛点分析"),
        ("{{ totel }}", "T010", "total"),
        ("{{P body }}", "T022", "{{p body }}"),
        ("{{ P  body}}", "T022", "{{p body }}"),
        ("{{ｐ body }}", "T022", "{{p body }}"),
        ("{{p：正文}}", "T022", "{{p 正文 }}"),
        ("{{pbody}}", "T022", "{{p body }}"),
        ("{{ p.chapter.plan }}", "T022", "{{p chapter.plan }}"),
        ("｛｛p 正文｝｝", "T018", "{{p 正文 }}"),
        ("｛｛ＰBody｝｝", "T018", "{{ enterprise }}"),
        ("｛综合得分｝", "T018", "{{ 综合得分 }}"),
        ("{p body}", "T018", "{{p body }}"),
        ("{{ 目录 }}", "T016", "{{p 目录 }}"),
        ("{{p 等级 }}", "T017", "{{ 等级 }}"),
    ],
)
def test_what_is_meant_is_said_in_the_language_of_the_name(
    typed: str, code: str, hint: str
) -> None:
    """A typo, a near miss of the form for chapters, and other braces."""
    (found,) = problems(template(typed))
    assert found.code == code
    assert hint in found.message("zh")
    assert hint in found.message("en")


def test_either_name_of_a_field_will_do() -> None:
    """Each has one Chinese name, of its own, and templates may mix them."""
    assert set(CHINESE) == {*SIMPLE, *BLOCKS}
    assert len(set(CHINESE.values()) - set(CHINESE)) == len(CHINESE)
    apart = [field_named(name) for name in CHINESE.values()]
    assert apart == list(CHINESE)
    chinese = [written(name, "zh") for name in (*SIMPLE, *BLOCKS)]
    assert problems(bare(*chinese)) == []
    assert problems(template("{{p  章节.实施计划}}", "{{企业名称}} {{  level  }}")) == []
    (twice,) = problems(template("{{p 正文 }}"))
    assert twice.code == "T020"


def test_an_empty_document_lacks_all_that_is_demanded() -> None:
    """Each demand is a problem of its own."""
    found = problems(bare("你好"))
    assert codes(found) == ["T011"] * 4
    assert "{{ check_code }} / {{p facts }}" in found[2].message("zh")


def test_a_field_is_found_however_word_cuts_it_into_runs() -> None:
    """Spelling and formatting cut a text anywhere; what is read is what a person sees."""

    def change(document: Document) -> None:
        paragraph = document.add_paragraph("等级")
        for piece in ("{", "{ le", "", "vle", "l }", "}"):
            paragraph.add_run(piece)

    (found,) = problems(template(change=change))
    assert (found.code, found.params["got"]) == ("T010", "{{ levlel }}")


def test_a_text_box_is_read_once() -> None:
    """Its copy for old programs is no second place."""
    found = problems(template(change=lambda document: text_box(document, "{{ levl }}")))
    assert codes(found) == ["T010"]
    assert "文本框" in found[0].message("zh")


def test_links_to_the_web_and_harmless_fields_of_word_are_no_fault() -> None:
    """A centre's address, page numbers and contents of its own may stay."""
    made = template(
        "{普通的括号}", "a } b { c", "100%}", change=lambda d: told_to(d, ' TOC \\o "1-2"')
    )
    made = related(made, "hyperlink", "https://example.org")
    assert codes(problems(made)) == ["T012"]  # "%}" looks like the end of a condition
    fine = template(
        "{普通的括号}", "a } b { c", change=lambda d: told_to(d, " PAGE ", r"\* ARABIC")
    )
    assert problems(related(fine, "hyperlink", "mailto:a@example.org")) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_is_a_template_with_every_field_explained(lang: str) -> None:
    """What a centre starts from passes the checks; its comments name every field."""
    made = example(lang)  # type: ignore[arg-type]  # parametrized over both
    assert problems(made) == []
    comments = part(made, "word/comments.xml")
    assert all(
        written(name, each) in comments for name in (*SIMPLE, *BLOCKS) for each in ("zh", "en")
    )


@pytest.mark.parametrize("guide", ["templates.md", "templates.zh-CN.md"])
def test_the_guides_list_every_field_and_every_code(guide: str) -> None:
    """What a centre may write and what it may be told, in both languages."""
    told = (Path(__file__).parents[2] / "docs" / guide).read_text("utf-8")
    for name in (*SIMPLE, *BLOCKS):
        assert f"| `{written(name)}` | `{written(name, 'zh')}` |" in told
    named = {name for name in texts("template_problems") if re.fullmatch(r"T\d+", name)}
    assert set(re.findall(r"^\| (T\d+) \|", told, re.MULTILINE)) == named


@settings(max_examples=25)  # of more paragraphs each, for a document takes longer than its text
@given(st.lists(st.text(alphabet="{}%#｛｝p .level\n", max_size=60), max_size=20))
def test_any_braces_are_read_without_a_crash(paragraphs: list[str]) -> None:
    """Whatever somebody types gives problems or none, never an exception."""
    for found in problems(template(*paragraphs)):
        assert found.message("zh")


def test_a_file_that_would_keep_an_engine_busy_is_told_at_once() -> None:
    """Thousands of open braces, a loop of a billion: read once, told, never run."""
    loop = "{% for i in range(10**9) %}x{% endfor %}"
    found = problems(template(loop, "{%" * 400, "{{" * 30_000))
    assert set(codes(found)) == {"T012", "T013"}
    assert found[0].params["got"].startswith("{% for i")
