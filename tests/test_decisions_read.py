"""The ledger of decisions as people fill it in: what is understood, and what is refused in which words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.decisions.decision import Action
from addin.decisions.heading import HEADINGS
from addin.decisions.ledger import Ledger, file_meant
from addin.decisions.reading import LedgerMistakes, read
from schemas.errors import Refusal
from schemas.findings import Code
from tests.ledgers import csv_text, row

THEMES_THERE_ARE = (
    "write none alone, or some of legislation, it-systems, data-exchange, data-quality, risk-management, equipment, training,"
    " human-resources, funding, stakeholder-cooperation, interagency-cooperation, international-cooperation, guidance,"
    " technical-assistance, with ; between two."
)
CORRECT = row("correct", name="level_1_1", value="4")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "decisions.csv"


def written(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def workbook(path: Path, *rows: dict[str, Any], headings: tuple[str, ...] = HEADINGS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(headings)
    for cells in rows:
        sheet.append([cells.get(heading) for heading in headings])
    book.save(path)
    return path


def mistakes(path: Path, **asked: Any) -> list[str]:
    with pytest.raises(LedgerMistakes) as refused:
        read(path, **asked)
    return list(refused.value.details)


# --- what is understood --------------------------------------------------------------------------
def test_a_row_is_a_decision(ledger: Path) -> None:
    (decision,) = read(written(ledger, CORRECT | {"year": "2026", "file": "a.xlsx"})).decisions
    assert decision.model_dump() == {
        "row": 2,
        "date": dt.date(2026, 5, 1),
        "by": "Jane Doe",
        "country": "KEN",
        "year": 2026,
        "action": Action.CORRECT,
        "name": "level_1_1",
        "code": None,
        "value": "4",
        "file": "a.xlsx",
        "reason": "by phone",
    }


@pytest.mark.parametrize(
    ("heading", "typed", "understood"),
    [
        ("country", "KEN", "KEN"),
        ("country", "ken", "KEN"),
        ("country", "Kenya", "KEN"),
        ("country", "Côte d’Ivoire", "CIV"),
        ("country", "Кения", "KEN"),
        ("country", "كينيا", "KEN"),
        ("country", "Alemania", "DEU"),
        ("date", "2026-04-03", dt.date(2026, 4, 3)),
        ("date", "3 April 2026", dt.date(2026, 4, 3)),
        ("date", "31/12/2026", dt.date(2026, 12, 31)),
        ("year", "2026", 2026),
        ("year", "", None),
        ("action", "Correct", Action.CORRECT),
        ("name", "LEVEL_1_1", "level_1_1"),
        ("name", "level_1_1 Indicator 1.1: Implementation level (Has your country …?)", "level_1_1"),
        ("value", "=", None),
        ("value", "Yes; = no", "Yes; = no"),
    ],
)
def test_what_is_typed_is_understood(ledger: Path, heading: str, typed: str, understood: object) -> None:
    path = written(ledger, CORRECT | {heading: typed})
    if typed == "=":
        assert mistakes(path) == ["Row 2: value is not a text but “=”: type what it shows."]
        return
    assert getattr(read(path).decisions[0], heading) == understood


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_of_whatever_program_is_read(ledger: Path, delimiter: str, encoding: str) -> None:
    text = csv_text([row("waive", country="Côte d’Ivoire", code="answer-missing", by="Жанна")], delimiter=delimiter)
    ledger.write_bytes(text.encode(encoding))
    (decision,) = read(ledger).decisions
    assert (decision.country, decision.by, decision.code) == ("CIV", "Жанна", Code.ANSWER_MISSING)


@pytest.mark.parametrize(
    ("encoding", "country", "code", "reason"),
    [
        ("cp1252", "Côte d'Ivoire", "CIV", "José l’a confirmé par téléphone, à Genève"),
        ("cp1252", "Perú", "PER", "Se corrigió según el señor Núñez"),
        ("cp1252", "Moçambique", "MOZ", "Não há informação"),
        ("cp1251", "Россия", "RUS", "Уточнено по телефону"),
        ("cp1251", "Казахстан", "KAZ", "Ответ не требуется"),
        ("cp1256", "المغرب", "MAR", "تم التأكيد عبر الهاتف"),
        ("cp1256", "تونس", "TUN", "صُحح بالهاتف"),
    ],
)
def test_a_code_page_of_windows_is_told_by_its_words(
    ledger: Path, encoding: str, country: str, code: str, reason: str
) -> None:
    ledger.write_bytes(csv_text([row("accept", country=country, reason=reason)], delimiter=";").encode(encoding))
    (decision,) = read(ledger).decisions
    assert (decision.country, decision.reason) == (code, reason)


def test_a_workbook_is_read_from_its_first_sheet_with_dates_and_numbers_in_it(tmp_path: Path) -> None:
    path = workbook(tmp_path / "decisions.xlsx", CORRECT | {"date": dt.datetime(2026, 5, 2), "year": 2026, "value": 4})
    (decision,) = read(path).decisions
    assert (decision.date, decision.year, decision.value, decision.shown_value) == (dt.date(2026, 5, 2), 2026, 4, "4")


def test_columns_stand_in_any_order_with_ones_own_among_them_and_rows_may_be_empty(ledger: Path) -> None:
    rows = [{"my notes": "to ask"}, CORRECT | {"my notes": "=1+1"}, {}, row("accept")]
    ledger.write_text(csv_text(rows, ("my notes", *reversed(HEADINGS))), encoding="utf-8")
    assert [(decision.row, decision.action.value) for decision in read(ledger).decisions] == [
        (3, "correct"),
        (5, "accept"),
    ]


def test_a_text_that_looks_like_a_formula_is_one_in_a_workbook_only_where_it_is(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook(tmp_path / "decisions.xlsx", CORRECT, CORRECT))
    sheet = book.worksheets[0]
    sheet["H2"].value = "=1+1"
    sheet["H3"].value = "=1+1"
    sheet["H3"].data_type = "s"
    book.save(tmp_path / "decisions.xlsx")
    assert mistakes(tmp_path / "decisions.xlsx") == ["Row 2: value is not a text but “=1+1”: type what it shows."]


# --- what is refused -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"date": ""}, "date is empty, and every decision has one."),
        ({"by": ""}, "by is empty, and every decision has one."),
        ({"country": " "}, "country is empty, and every decision has one."),
        ({"action": ""}, "action is empty, and every decision has one."),
        ({"reason": ""}, "reason is empty, and every decision has one."),
        ({"date": "soon"}, "“soon” is no date that can be only one day: write 2026-03-31."),
        ({"date": "03/04/2026"}, "“03/04/2026” is no date that can be only one day: write 2026-03-31."),
        ({"date": "2026-02-30"}, "“2026-02-30” is no date that can be only one day: write 2026-03-31."),
        ({"country": "Atlantis"}, "“Atlantis” is no Member of the WCO: write its name, or its code such as KEN."),
        ({"action": "change"}, "“change” is no action: choose one of correct, waive, accept, choose, exclude."),
        ({"name": ""}, "name is empty, and correct needs it."),
        ({"value": ""}, "value is empty, and correct needs it."),
        (
            {"name": "level_99_1"},
            "“level_99_1” is no cell of the questionnaire: choose its name from the list, such as level_1_1.",
        ),
        ({"name": "status_1_1"}, "status_1_1 is a cell with a formula: correct what it is made from."),
        ({"name": "country_code"}, "country_code is a cell with a formula: correct what it is made from."),
        ({"name": "themes_1_1", "value": "training; travel"}, f"“travel” is no theme: {THEMES_THERE_ARE}"),
        ({"name": "themes_1_1", "value": "training; none"}, f"“none” is no theme: {THEMES_THERE_ARE}"),
        (
            {"name": "themes_99_1", "value": "training"},
            "“themes_99_1” is no cell of the questionnaire: choose its name from the list, such as level_1_1.",
        ),
        (
            {"action": "waive", "name": "themes_1_1", "value": "", "code": "answer-missing"},
            "“themes_1_1” is no cell of the questionnaire: choose its name from the list, such as level_1_1.",
        ),
        ({"year": "2025"}, "it is decided on 2025, but 2026 is asked for."),
        ({"year": "this"}, "“this” is no year of the questionnaire: write one from 2018 to 2100."),
        ({"code": "answer-missing"}, "correct takes no code: clear it, or choose another action."),
        ({"name": "country", "value": "KEN"}, "to correct the country, name the file in which it is wrong."),
        (
            {"name": "country", "value": "Uganda", "file": "a.xlsx"},
            "the value “Uganda” is not the Member under country: write there whose the file is.",
        ),
        ({"action": "waive", "name": "", "value": ""}, "code is empty, and waive needs it."),
        (
            {"action": "waive", "name": "", "value": "", "code": "wrong"},
            "“wrong” is no code of a finding: choose it from the list, such as answer-missing.",
        ),
        (
            {"action": "waive", "name": "", "value": "", "code": "country-differs"},
            "country-differs cannot be waived: accept, correct or exclude the file.",
        ),
        ({"action": "choose", "name": "", "value": ""}, "file is empty, and choose needs it."),
        ({"action": "exclude", "name": "", "value": ""}, "file is empty, and exclude needs it."),
        ({"action": "accept", "value": ""}, "accept takes no name: clear it, or choose another action."),
        ({"by": "=HYPERLINK(1)"}, "by is not a text but “=HYPERLINK(1)”: type what it shows."),
    ],
)
def test_a_mistake_is_told_with_its_row(ledger: Path, changes: dict[str, str], says: str) -> None:
    assert mistakes(written(ledger, row("accept"), CORRECT | changes), year=2026) == [f"Row 3: {says}"]


def test_a_name_that_several_countries_bear_is_not_guessed(ledger: Path) -> None:
    (says,) = mistakes(written(ledger, row("accept", country="Congo")))
    assert says.startswith("Row 2: “Congo” can be ")
    assert says.endswith(": write the whole name, or the three-letter code.")


def test_all_mistakes_are_listed(ledger: Path) -> None:
    path = written(ledger, CORRECT | {"date": "", "country": "X"}, CORRECT, row("choose"))
    with pytest.raises(LedgerMistakes, match=r"decisions.csv has 3 mistakes; nothing is run"):
        read(path)
    assert [says[:6] for says in mistakes(path)] == ["Row 2:", "Row 2:", "Row 4:"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("decisions.txt", b"date", "is no ledger of decisions, which is an .xlsx workbook or a .csv"),
        ("gone.csv", None, "There is no file"),
        ("decisions.csv", b"", "its first row has no heading “date”, “by”, “country”, “action”, “reason”"),
        ("decisions.csv", b"date,by,country,action\n", "its first row has no heading “reason”"),
        ("decisions.csv", b"date,by,country,action,reason,date\n", "the heading “date” stands twice"),
        ("decisions.csv", b"\x00\x01\x02", "is no text"),
        ("decisions.csv", b'date,by,country,action,reason\n"', "line 2: not readable as CSV"),
        ("decisions.xlsx", b"", "decisions.xlsx cannot be opened as a workbook: save it as .xlsx once more"),
        ("decisions.xlsx", b"PK\x03\x04", "decisions.xlsx cannot be opened as a workbook: save it as .xlsx once more"),
        ("decisions.xlsx", b"date,by", "decisions.xlsx cannot be opened as a workbook: save it as .xlsx once more"),
    ],
)
def test_what_is_no_ledger_is_refused(tmp_path: Path, name: str, data: bytes | None, says: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(Refusal, match=says.replace(".", r"\.")):
        read(tmp_path / name)


def test_a_ledger_of_another_year_is_refused_where_the_year_is_known_only_later(ledger: Path) -> None:
    found = read(written(ledger, CORRECT, CORRECT | {"year": "2025"}))
    found.check_year(2025)
    with pytest.raises(Refusal, match=r"decisions.csv, row 3: decided on another year than 2026. Nothing was run."):
        found.check_year(2026)


# --- which file is meant -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a/kenya.xlsx", "a/kenya.xlsx"),
        ("a\\kenya.xlsx", "a/kenya.xlsx"),
        ("./a/kenya.xlsx", "a/kenya.xlsx"),
        ("ghana.xlsx", "b/ghana.xlsx"),
        ("Ghana.XLSX", "b/ghana.xlsx"),
        ("Cote\u0301.xlsx", "Cot\u00e9.xlsx"),
        ("kenya.xlsx", None),
        ("peru.xlsx", None),
        ("", None),
    ],
)
def test_the_file_is_found_by_its_path_or_by_a_name_of_its_own(typed: str, meant: str | None) -> None:
    assert file_meant(typed, ("a/kenya.xlsx", "b/kenya.xlsx", "b/ghana.xlsx", "Cot\u00e9.xlsx")) == meant


def test_whoever_has_one_file_asks_for_the_decisions_on_it(ledger: Path) -> None:
    rows = [
        row("correct", name="level_1_1", value="4", date="2026-05-02"),
        row("correct", name="level_1_1", value="3", file="kenya.xlsx"),
        row("correct", name="level_1_1", value="2", file="other.xlsx"),
        row("correct", name="level_1_1", value="1", country="GHA"),
        row("accept"),
    ]
    found = read(written(ledger, *rows)).on_file("KEN", "returned/kenya.xlsx", Action.CORRECT)
    assert [decision.correction.value for decision in found] == ["3", "4"]


def test_the_latest_decision_comes_last(ledger: Path) -> None:
    rows = [row("accept", date=date) for date in ("2026-05-03", "2026-05-01", "2026-05-03", "2026-05-02")]
    found: Ledger = read(written(ledger, *rows))
    assert [decision.row for decision in found.by_date(Action.ACCEPT)] == [3, 5, 2, 4]
