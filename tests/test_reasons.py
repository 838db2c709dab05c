"""Why a file counts or does not: said in the language of the result."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from addin.consolidation.consolidate import consolidate
from addin.consolidation.reasons import reason_words, why_not
from schemas.findings import Code
from schemas.loading.loader import languages
from tests.submissions import found, sent

DAY, LATER = dt.date(2026, 3, 1), dt.date(2026, 4, 1)
NOON, EVENING = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC), dt.datetime(2026, 3, 1, 18, tzinfo=dt.UTC)

SAID = [
    # (language, what is known of the file that does not count, and of the one that does, what is said)
    ("en", {}, {"submitted": LATER}, "b.xlsx counts: it was submitted on 2026-04-01, this one on 2026-03-01."),
    ("fr", {}, {"submitted": LATER}, "b.xlsx est retenu : il a été envoyé le 2026-04-01, celui-ci le 2026-03-01."),
    (
        "es",
        {"submitted": None},
        {},
        "Cuenta b.xlsx: se presentó el 2026-03-01; este no tiene una fecha de presentación válida.",
    ),
    (
        "pt",
        {"modified": NOON},
        {"modified": EVENING},
        "É considerado b.xlsx: a mesma data de envio, mas alterado pela última vez em 2026-03-01 18:00:00 UTC; este, em"
        " 2026-03-01 12:00:00 UTC.",
    ),
    (
        "ru",
        {"modified": None},
        {"modified": EVENING},
        "Учитывается b.xlsx: дата представления та же, но последнее изменение 2026-03-01 18:00:00 UTC, а в этом оно не"
        " указано.",
    ),
    ("ar", {}, {}, "المعتمد هو b.xlsx: التواريخ نفسها، واسمه يأتي أخيرًا."),
    ("en", {"sha256": "same"}, {"sha256": "same"}, "The same file as b.xlsx, which counts."),
]


@pytest.mark.parametrize(("language", "file", "counts", "says"), SAID)
def test_why_another_file_counts(language: str, file: dict[str, object], counts: dict[str, object], says: str) -> None:
    words = reason_words(language)
    assert why_not(sent("a.xlsx", **file), sent("b.xlsx", **counts), words) == says


def test_the_reasons_of_a_result_are_in_its_language() -> None:
    wrong = (found(Code.LEVEL_MISSING),)
    made = consolidate([sent("a.xlsx", findings=wrong * 2), sent("b.xlsx", None)], language="fr")
    assert [file.reason for file in made.files] == [
        "2 erreurs : voir Findings.",
        "Le Membre n’est pas connu : ses réponses figurent sans pays.",
    ]


@pytest.mark.parametrize("language", languages())
def test_every_language_has_each_reason(language: str) -> None:
    said = reason_words(language).model_dump()
    english = reason_words(None).model_dump()
    assert said.keys() == english.keys()
    for name, text in said.items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", english[name])), name
        assert language == "en" or text != english[name], name
