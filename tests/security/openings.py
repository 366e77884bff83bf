"""What each module opens, and which rows of readers.py damage it; or why none has to."""

from collections.abc import Iterable, Mapping

Rows = tuple[str, ...]

OWN = "files of the program itself, which whoever can change them changes the program"
STORED = "rows that the program wrote itself; a backup is only read with its digests (rows.jsonl)"
TABLES = ("answers.csv", "answers.xlsx", "answers.parquet", "answers.feather", "answers.arrow")
QUESTIONNAIRE = ("questionnaire.yaml", "dimension.yaml")
YAML = (
    *QUESTIONNAIRE,
    "regulation.yaml",
    "crosswalk.yaml",
    "rubric.yaml",
    "effort.yaml",
    "solutions.yaml",
    "programme.yaml",
    "narratives.yaml",
    "layers.yaml",
    "concerns.yaml",
    "contradictions.yaml",
    "outside.yaml",
    "bulletin_advice.yaml",
)
PLACES = "names of places in an address: test_markers.py opens every page with hostile ones"
INTERFACE = "what programs ask: test_interface_fuzzing.py asks every operation what is hostile"

# module: {what it opens (scanning.OPENERS): rows of READERS, or the reason for none}
OPENINGS: Mapping[str, Mapping[str, Rows | str]] = {
    "access/weak_passwords.py": {"file": OWN},
    "aggregates/breakdown.py": {"file": OWN, "yaml": OWN},
    "assessments/districts.py": {"file": OWN, "yaml": OWN},
    "assessments/divisions.py": {"file": OWN, "yaml": OWN},
    "assessments/evidence.py": {"address": ("link",)},
    "assessments/size.py": {"file": OWN, "yaml": OWN},
    "cli/ages.py": {"our yaml": YAML},
    "cli/audit.py": {"json": STORED},
    "cli/fairness.py": {"our yaml": ("rubric.yaml",)},
    "cli/importing.py": {"file": ("firms.csv", "firms.xlsx")},
    "cli/making.py": {"file": "what the system tells of the process"},
    "cli/passphrases.py": {"file": ("passphrase.txt",), "terminal": "a passphrase is any text"},
    "cli/personal.py": {"file": ("keys.txt",)},
    "cli/workbook.py": {"file": ("answer_book.xlsx",)},
    "cli/serve.py": {"process": "our own interpreter, no shell, settings of the operator"},
    "files/families.py": {"our yaml": YAML},
    "files/packages.py": {
        "zip": (
            "questionnaire.xlsx",
            "vendors.xlsx",
            "answers.xlsx",
            "answer_book.xlsx",
            "template.docx",
            "paper.docx",
            "paper.xlsx",
            "report.docx",
            "report.xlsx",
            "report.pptx",
        )
    },
    "files/pictures.py": {
        "picture": ("photo.jpg", "photo.png", "photo.webp", "logo.png", "logo.jpg")
    },
    "files/spreadsheets/books.py": {
        "our package": (
            "questionnaire.xlsx",
            "vendors.xlsx",
            "answers.xlsx",
            "answer_book.xlsx",
            "firms.xlsx",
        ),
        "xml": (
            "questionnaire.xlsx",
            "vendors.xlsx",
            "answers.xlsx",
            "answer_book.xlsx",
            "firms.xlsx",
        ),
    },
    "files/spreadsheets/xml.py": {
        "xml": ("questionnaire.xlsx", "vendors.xlsx", "answers.xlsx", "report.xlsx", "report.docx")
    },
    "files/strict_yaml.py": {"file": YAML, "yaml": YAML},
    "i18n/catalogue.py": {"file": OWN, "yaml": OWN},
    "questionnaires/checks/frozen.py": {
        "file": "its first 200 bytes, replaced where they are no text, are compared"
    },
    "questionnaires/contradictions/reader.py": {"our yaml": ("contradictions.yaml",)},
    "questionnaires/crosswalks/__init__.py": {"our yaml": ("crosswalk.yaml",)},
    "questionnaires/crosswalks/reader.py": {"our yaml": ("crosswalk.yaml",)},
    "questionnaires/draft.py": {"our yaml": QUESTIONNAIRE},
    "questionnaires/library.py": {"our yaml": QUESTIONNAIRE},
    "questionnaires/lint.py": {"file": YAML},
    "questionnaires/reading.py": {"our yaml": QUESTIONNAIRE},
    "questionnaires/outside.py": {"our yaml": ("outside.yaml",)},
    "questionnaires/regulations/reader.py": {"our yaml": ("regulation.yaml",)},
    "questionnaires/regulations/laws.py": {"our yaml": OWN},
    "questionnaires/workbooks.py": {
        "file": ("questionnaire.xlsx",),
        "our package": ("questionnaire.xlsx", "vendors.xlsx"),
    },
    "reports/docx_base.py": {"file": OWN},
    "reports/fonts/rare.py": {"file": OWN, "zip": OWN},
    "reports/fonts/subset.py": {"file": OWN},
    "reports/formats/html.py": {"file": OWN},
    "reports/layers/reader.py": {"our yaml": ("layers.yaml",)},
    "reports/narratives/reader.py": {"our yaml": ("narratives.yaml",)},
    "reports/pptx_base.py": {"file": OWN, "office": OWN},
    "reports/read_back.py": {"our package": ("report.docx", "report.xlsx", "report.pptx")},
    "reports/word_template/checks.py": {"office": ("template.docx",)},
    "reports/word_template/filling.py": {
        "office": "a template that was checked and filled for trial when it was put in"
    },
    "reports/word_template/package.py": {
        "our package": ("template.docx",),
        "xml": ("template.docx",),
    },
    "scoring/fairness/checking.py": {"our yaml": ("rubric.yaml",)},
    "scoring/flags/rules.py": {"our yaml": OWN},
    "scoring/lint.py": {"our yaml": ("rubric.yaml",)},
    "scoring/paths/effort_reading.py": {"our yaml": ("effort.yaml",)},
    "scoring/reader.py": {"our yaml": ("rubric.yaml",)},
    "services/answer_books/reading.py": {"our package": ("answer_book.xlsx",)},
    "services/answer_columns.py": {"json": STORED},
    "services/auditing.py": {"json": STORED},
    "services/authoring/importing.py": {"our yaml": ("questionnaire.xlsx",)},
    "services/bulletin/advice_reading.py": {"our yaml": ("bulletin_advice.yaml",)},
    "services/demo/city.py": {"file": OWN, "yaml": OWN},
    "services/evidence_content.py": {"our package": ("paper.docx", "paper.xlsx")},
    "services/key_ring.py": {"file": ("keys.txt",)},
    "services/making_apart.py": {"process": "our own interpreter, no shell"},
    "services/news.py": {"json": STORED},
    "services/report_folder.py": {"file": (".reports.jsonl",), "json": (".reports.jsonl",)},
    "services/rescoring.py": {"our yaml": ("rubric.yaml",)},
    "services/scoring_files/arrow_files.py": {
        "columns": ("answers.feather", "answers.arrow"),
        "file": ("answers.feather", "answers.arrow"),
    },
    "services/scoring_files/bounds.py": {"columns": ("answers.feather", "answers.arrow")},
    "services/importing/table.py": {"our package": ("firms.xlsx",), "csv": ("firms.csv",)},
    "services/scoring_files/csv_files.py": {
        "columns": ("answers.csv",),
        "csv": ("answers.csv",),
        "file": ("answers.csv",),
    },
    "services/scoring_files/encodings.py": {"file": ("answers.csv", "firms.csv")},
    "services/scoring_files/opening.py": {"file": TABLES},
    "services/scoring_files/parquet_files.py": {"columns": ("answers.parquet",)},
    "services/scoring_files/workbooks.py": {
        "file": ("answers.xlsx",),
        "our package": ("answers.xlsx",),
    },
    "services/settings.py": {"address": "settings of the operator"},
    "solutions/advice.py": {"our yaml": ("solutions.yaml",)},
    "solutions/trade_words.py": {"our yaml": OWN},
    "solutions/concerns.py": {"our yaml": ("concerns.yaml",)},
    "solutions/edits.py": {
        "our yaml": "what a page of ours sends is YAML again: unit/test_catalogue.py"
    },
    "services/simulating.py": {"json": STORED},
    "solutions/library.py": {"json": STORED, "our yaml": ("solutions.yaml",)},
    "solutions/programmes/library.py": {"our yaml": ("programme.yaml",)},
    "solutions/reader.py": {"our yaml": ("solutions.yaml",)},
    "storage/audit.py": {"json": STORED},
    "storage/dialects/database.py": {"database": ("store.db",)},
    "storage/details.py": {"json": STORED},
    "storage/dialects/postgresql.py": {"database": "a server of the operator"},
    "storage/dialects/sqlite.py": {"database": ("store.db",)},
    "storage/media.py": {"file": "files under their digest, which is compared"},
    "storage/rescorings.py": {"json": STORED},
    "storage/migrations/versions/0010_scorecard_details.py": {"json": STORED},
    "storage/results.py": {"json": STORED},
    "storage/transfer/backups.py": {
        "file": ("store.backup", "sealed.backup"),
        "json": ("store.backup",),
        "zip": ("store.backup",),
    },
    "storage/transfer/lines.py": {"json": ("rows.jsonl",)},
    "views/account/check_report.py": {
        "address": ("check code",),
        "upload": ("report.html", "report.pdf", "report.docx", "report.xlsx", "report.pptx"),
    },
    "views/account/forms.py": {
        "form": ("form",),
        "header": ("cookie",),
        "request": ("form",),
    },
    "views/account/provider.py": {
        "header": ("cookie", "browser"),
        "json": "a cookie that Streamlit signed in the same answer: test_provider.py",
    },
    "views/account/routes.py": {
        "address": ("referer", "resume code"),
        "header": ("referer", "browser", "cookie"),
    },
    "views/address.py": {"address": PLACES},
    "views/audit_list.py": {"address": PLACES},
    "views/city/choosing.py": {"address": PLACES},
    "views/city/simulation.py": {"address": PLACES},
    "views/connections.py": {"header": ("cookie",)},
    "views/consultant/appointments.py": {"address": PLACES},
    "views/consultant/assigned.py": {"address": PLACES},
    "views/consultant/briefing.py": {"address": PLACES},
    "views/consultant/case_bar.py": {"address": PLACES},
    "views/consultant/case_plan.py": {"address": PLACES},
    "views/consultant/case_rounds.py": {"address": PLACES},
    "views/consultant/neighbours.py": {"address": PLACES},
    "views/consultant/report.py": {"address": PLACES},
    "views/interface/problems.py": {"header": INTERFACE},
    "views/interface/routes.py": {"address": INTERFACE, "header": INTERFACE},
    "views/marks.py": {"header": ("copy",)},
    "views/paragraph.py": {"address": PLACES},
    "views/public/routes.py": {"header": "a language, one of two: test_public_pages.py"},
    "views/answer_book.py": {"upload": ("answer_book.xlsx",)},
    "views/consultant/case_workbook.py": {"address": PLACES},
    "views/consultant/intake.py": {"upload": ("firms.csv", "firms.xlsx")},
    "views/consultant/second.py": {"address": PLACES},
    "views/consultant/template.py": {"upload": ("template.docx", "logo.png", "logo.jpg")},
    "views/consultant/vendors.py": {"upload": ("vendors.xlsx",)},
    "views/consultant/verify.py": {"address": PLACES},
    "views/document.py": {"file": OWN, "header": ("cookie",)},
    "views/enterprise/parts.py": {"address": PLACES},
    "views/evidence.py": {
        "address": ("link",),
        "upload": (
            "photo.jpg",
            "photo.png",
            "photo.webp",
            "paper.pdf",
            "paper.docx",
            "paper.xlsx",
        ),
    },
    "views/files.py": {"header": ("cookie",)},
    "views/headers.py": {"header": "headers of our own answers"},
    "views/making.py": {"header": ("cookie",)},
    "views/method/preview.py": {"address": PLACES},
    "views/method/solution_form.py": {"address": PLACES},
    "views/method/solutions.py": {"address": PLACES},
    "views/origin.py": {"header": ("host",)},
    "views/saving.py": {"json": ("saved draft",)},
    "views/paging.py": {"address": PLACES},
    "views/session.py": {"header": ("cookie", "network")},
    "views/uploads.py": {"header": ("length", "cookie")},
}
# Readers of what is typed into a field: nothing is opened there that a scan could find.
TYPED = frozenset(("resume code", "check code", "credit code", "profile", "answer", "number"))


def rows_in(openings: Iterable[Mapping[str, Rows | str]]) -> set[str]:
    """The rows of READERS that are named."""
    said = (each for kinds in openings for each in kinds.values())
    return {row for rows in said if not isinstance(rows, str) for row in rows}
