"""What each letter says in each language, as text: `python -m tests.golden_letters` writes it down anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

from schemas.loading.letters import letter_languages, load_letters
from schemas.loading.loader import load_definition
from schemas.models.letters import Kind
from schemas.years.campaign import day_in_words

GOLDEN = Path(__file__).parent / "golden"
DUE = dt.date(2026, 3, 31)
RULE = "=" * 70


def cases(language: str) -> Iterator[tuple[str, Kind, Mapping[str, object]]]:
    """Letters of each kind, as full and as bare as they can be: what it is, its kind, and what it knows."""
    definition = load_definition(language=language)
    due = day_in_words(DUE, language)
    bare = {"year": 2026, "member": definition.country_names["GMB"], "contact": "", "due": "", "return_to": ""}
    bare |= {"help_contact": "", "signature": ""}
    full = bare | {
        "contact": "Fatou Camara",
        "due": due,
        "return_to": "ecommerce@example.org",
        "help_contact": "help@example.org",
        "signature": "A. Diallo\nSecretariat",
    }
    for known, fullness in ((full, "all known"), (bare, "nothing known")):
        yield f"dispatch, {fullness}", Kind.DISPATCH, known | {"file": f"ecom-kpi_2026_GMB_{language}.xlsx"}
    held = {"file": "gambia.xlsx", "day": due, "sha256": "0a" * 32, "earlier": ["gambia old.xlsx", "gambia 1.xlsx"]}
    held |= {"done": 31, "total": 33, "information_given": 20, "information_total": 35, "signed": 13, "standards": 15}
    yield "receipt", Kind.RECEIPT, full | held
    yield "receipt, without a day", Kind.RECEIPT, bare | held | {"day": "", "earlier": []}
    nothing = {"sentence": "", "file": "", "file_year": None, "is_unopened": False, "open": [], "unsigned": []}
    words, who = definition.wording.reminders, {"member": bare["member"], "year": 2026}
    said = {
        "missing": words.missing.format(**who, due=due),
        "late": words.overdue.format(**who, due=due),
        "rejected": words.rejected.format(**who),
    }
    for state, sentence in said.items():
        yield f"reminder, {state}", Kind.REMINDER, full | nothing | {"sentence": sentence}
    yield "reminder, nobody gave a due date", Kind.REMINDER, bare | nothing
    file = f"ecom-kpi_2026_GMB_{language}.xlsx"
    unopened = words.cannot_be_opened.format(**who, file=file)
    yield "reminder, cannot be opened", Kind.REMINDER, full | nothing | {"sentence": unopened, "is_unopened": True}
    yield "reminder, another year", Kind.REMINDER, full | nothing | {"file": file, "file_year": 2025}
    open_ones = [
        {"heading": definition.text(f"standard.{s}.heading"), "indicators": numbers}
        for s, numbers in ((1, ["1.1", "1.4"]), (12, ["12.2"]))
    ]
    half = {"sentence": words.incomplete.format(**who, done=30, total=33), "open": open_ones, "unsigned": [3, 5]}
    yield "reminder, half complete", Kind.REMINDER, full | nothing | half
    groups = [
        {"sheet": "", "findings": [{"is_error": False, "cell": "", "message": "…"}]},
        {
            "sheet": definition.sheet_title("standard-3"),
            "findings": [
                {"is_error": True, "cell": "D7", "message": "…"},
                {"is_error": False, "cell": "E9", "message": "…"},
            ],
        },
    ]
    found = {"file": "gambia.xlsx", "groups": groups, "more": 0, "annotated": ""}
    yield "findings", Kind.FINDINGS, full | found
    yield "findings, with a copy", Kind.FINDINGS, bare | found | {"more": 12, "annotated": "gambia_to-put-right.xlsx"}


def letters_page(language: str) -> str:
    """All of them in `language`."""
    words = load_letters(language)
    parts = (
        f"{RULE}\n{what}\n{RULE}\n{words.subject(kind, facts)}\n\n{words.text(kind, facts)}"
        for what, kind, facts in cases(language)
    )
    return "\n".join(parts)


def golden(language: str) -> Path:
    """Where it is written down."""
    return GOLDEN / f"letters_{language}.txt"


if __name__ == "__main__":
    for each in letter_languages():
        golden(each).write_text(letters_page(each), encoding="utf-8")
