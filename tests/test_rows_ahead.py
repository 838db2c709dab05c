"""What is made of each file as it is read stands in the result as if all had been made at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from addin.consolidation.consolidate import Consolidation, DecidedThemes, File, consolidate
from addin.consolidation.spool import Spool
from addin.kept.keep import read_earlier
from addin.results import folder_result, rows_ahead
from addin.results.folder_result import consolidate_folder
from addin.results.result_workbook import write_result
from addin.results.rows_ahead import RowsAhead
from addin.results.sheet_rows import RowWriter
from addin.submissions.submission import Submission
from addin.tables.raw_tables import answers
from addin.tables.table import Row
from addin.themes.needs import NeedRow
from schemas.excel.excel_limits import CELL_TEXT_LENGTH
from tests.submissions import answer, rejected, sent

SENT = (
    # Files come by their names, and stand in the result by Member: Uganda's of the second date counts.
    sent("a.xlsx", "UGA", answers=(answer("=1+1"), answer("  ", question=2)), submitted=None),
    sent("b.xlsx", "KEN", answers=(answer("We need training of staff."), answer("b\x00c", question=2))),
    rejected("c.xlsx"),
    sent("d.xlsx", "UGA", answers=(answer("later"),)),
    sent("e.xlsx", None, answers=(answer("nobody's"),)),
    sent("f.xlsx", "PER", answers=(answer("of another year"),), year=2025),
    sent("g.xlsx", "FRA"),
)
Change = Callable[[Consolidation], Consolidation]


def as_it_is(consolidation: Consolidation) -> Consolidation:
    return consolidation


def with_a_decision(consolidation: Consolidation) -> Consolidation:
    """As where a file counts only because somebody decided so: its rows say by which row of the ledger."""
    decided = (replace(file, decisions=(4,)) if file.country == "KEN" else file for file in consolidation.files)
    return replace(consolidation, files=tuple(decided))


def with_themes(consolidation: Consolidation) -> Consolidation:
    """As where somebody decided what a need is about."""
    return replace(consolidation, themes={("b.xlsx", 1, 1): DecidedThemes(("equipment",), 5)})


def in_french(consolidation: Consolidation) -> Consolidation:
    """As where the language of the result shows only when all is read."""
    return replace(consolidation, language="fr")


@pytest.fixture(autouse=True)
def at_a_fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")


def written(consolidation: Consolidation, folder: Path) -> bytes:
    folder.mkdir(exist_ok=True)
    return write_result(consolidation, folder / "result.xlsx").path.read_bytes()


def both(submissions: tuple[Submission, ...]) -> tuple[Consolidation, Consolidation]:
    """Consolidated with rows made ahead, and without."""
    return consolidate(submissions, year=2026, arrived=RowsAhead(None)), consolidate(submissions, year=2026)


@pytest.mark.parametrize("change", [as_it_is, with_a_decision, with_themes, in_french])
def test_the_result_is_the_same_to_the_byte(tmp_path: Path, change: Change) -> None:
    ahead, at_the_end = (written(change(made), tmp_path / "result") for made in both(SENT))
    assert ahead == at_the_end


def test_a_text_that_is_cut_is_counted_once(tmp_path: Path) -> None:
    long = sent("a.xlsx", answers=(answer("x" * (CELL_TEXT_LENGTH + 1), level=None),))
    assert [write_result(made, tmp_path / "result.xlsx").cut_texts for made in both((long,))] == [1, 1]


def test_columns_of_peoples_own_stand_beside_rows_that_were_made_ahead(tmp_path: Path) -> None:
    path = tmp_path / "result.xlsx"
    write_result(consolidate(SENT, year=2026), path)
    book = openpyxl.load_workbook(path)
    place = book["Answers"].max_column + 1
    book["Answers"].cell(1, place).value, book["Answers"].cell(2, place).value = "mine", "seen"
    book.save(path)
    earlier, results = path.read_bytes(), []
    for made in both(SENT):
        path.write_bytes(earlier)
        write_result(made, path, earlier=read_earlier(path))
        results.append([cell.value for cell in openpyxl.load_workbook(path)["Answers"][2]])
    assert results[0] == results[1]
    assert results[0][-1] == "seen"


# --- what is made when --------------------------------------------------------------------------


def test_a_file_is_made_something_of_when_it_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead, at_the_end = both(SENT)
    width = len(answers(ahead).columns)
    made = RowWriter.made
    late: list[Row] = []

    def made_late(writer: RowWriter, rows: Iterable[tuple[Row, int | None]]) -> Iterator[str]:
        kept = list(rows)
        late.extend(row for row, _ in kept if len(row) == width and any(row))
        return made(writer, kept)

    monkeypatch.setattr(RowWriter, "made", made_late)
    written(ahead, tmp_path)
    assert late == []
    written(at_the_end, tmp_path)
    assert late == list(answers(at_the_end).rows())


def test_needs_are_looked_for_when_a_file_comes() -> None:
    seen: list[int | None] = []

    def arrived(file: File, spool: Spool) -> None:
        RowsAhead(None)(file, spool)
        found = spool.found(file.spans.answers, NeedRow)
        seen.append(found.rows if found is not None else None)

    consolidate((sent("a.xlsx", answers=(answer("We need training."),)), rejected("b.xlsx")), arrived=arrived)
    assert seen == [1, None]


def test_no_more_waits_than_there_may_be_room_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_ahead, "_AT_MOST", 1)
    ahead, at_the_end = (written(made, tmp_path) for made in both(SENT))
    assert ahead == at_the_end


def test_consolidating_a_folder_makes_rows_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, returned: Callable[..., Path]
) -> None:
    came: list[str] = []

    class Told(RowsAhead):
        def __call__(self, file: File, spool: Spool) -> None:
            came.append(file.file)
            super().__call__(file, spool)

    (tmp_path / "returned").mkdir()
    returned({}, name="a.xlsx").rename(tmp_path / "returned" / "a.xlsx")
    monkeypatch.setattr(folder_result, "RowsAhead", Told)
    consolidate_folder(tmp_path / "returned", tmp_path / "result.xlsx", lambda each, _: each)
    assert came == ["a.xlsx"]
