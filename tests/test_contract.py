"""The contract's table of codes and the catalogue of findings say the same."""

from __future__ import annotations

import re
from pathlib import Path

from schemas.findings import Code, Severity
from schemas.findings.catalogue import CATALOGUE

CONTRACT = Path(__file__).parent / "source" / "contract.md"
NOT_YET: set[str] = set()
"""Codes of the contract whose check is not built: it takes its code out of here, and nothing comes in."""

BEYOND = {"answers-superseded"}
"""Codes that the contract's table does not list: of what shows only where a Member's files lie side by side."""


def promised() -> dict[str, Severity | None]:
    """The contract's codes, each with its severity where the contract says one.

    A row says it for all its codes (`warning: a cell comment …; a picture …`), or a part of the row for
    its own code (`no sign-off (warning); the sign-off's digit …`).
    """
    table = CONTRACT.read_text(encoding="utf-8").partition("| code | when |\n|---|---|\n")[2].partition("\n\n")[0]
    codes: dict[str, Severity | None] = {}
    for row in table.splitlines():
        if "`" not in row:
            break
        names, when = re.fullmatch(r"\| (.+?) \| (.+) \|", row).groups()  # type: ignore[union-attr]
        words = re.findall(r"`([a-z-]+)`", names)
        parts = when.split("; ") if when.count("; ") == len(words) - 1 else [when] * len(words)
        for code, part in zip(words, parts, strict=True):
            said = re.match(r"(error|warning|info): ", when) or re.search(r"\((error|warning|info)\)", part)
            codes[code] = Severity(said[1]) if said else None
    return codes


def test_the_table_is_read_as_people_read_it() -> None:
    codes = promised()
    assert len(codes) == 37
    said = {code: severity.value for code, severity in codes.items() if severity is not None}
    assert said == {
        "not-signed-off": "warning",
        "country-differs": "error",
        "text-outside-inputs": "warning",
        "comment-found": "warning",
        "object-found": "warning",
        "units-differ": "error",
        "normalised": "info",
    }


def test_the_catalogue_has_the_codes_of_the_contract() -> None:
    assert set(promised()) - {code.value for code in Code} == NOT_YET, "take what is built now out of NOT_YET"
    assert {code.value for code in Code} - set(promised()) == BEYOND, "what is found is in the contract"
    assert {code for code, _ in CATALOGUE} == set(Code)


def test_the_severities_are_those_of_the_contract() -> None:
    for code, severity in promised().items():
        if severity is not None and code not in NOT_YET:
            assert {case.severity for case in CATALOGUE.values() if case.code == code} == {severity}, code


def test_a_variant_is_never_worse_than_its_code() -> None:
    order = list(Severity)
    for case in CATALOGUE.values():
        assert order.index(case.severity) >= order.index(case.code.severity), case
