"""The season: what each run of `status` keeps, and what the next one tells from it."""

from __future__ import annotations

import datetime as dt
import io
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from rich.console import Console

from addin.cli import kpibook
from addin.consolidation.consolidate import consolidate
from addin.returned.folder import files_below
from addin.status.asked_members import Asked, all_members
from addin.status.history import History, Seen
from addin.status.report import print_returns, season_sentences
from addin.status.season import MOST_WEEKS, Season, season_of
from addin.status.status_workbook import write_status
from addin.status.tracker import Tracking, track_members
from addin.submissions.submission import Submission
from schemas.errors import Refusal
from schemas.findings import Code
from schemas.written.history_seal import is_history
from tests.ooxml_sdk import assert_valid
from tests.submissions import found, rejected, sent

DUE = dt.date(2026, 3, 31)
ASKED = {each.country: each for each in all_members()}
EAST = ("KEN", "UGA", "PER", "FRA")
WRONG = {"findings": (found(Code.LEVEL_MISSING),), "complete": False}
NOON = dt.time(12, tzinfo=dt.UTC)


def asked(*countries: str) -> tuple[Asked, ...]:
    return tuple(ASKED[country] for country in countries)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def tracked(today: str, *submissions: Submission, members: tuple[str, ...] = EAST, **changes: Any) -> Tracking:
    consolidation = replace(consolidate(submissions, year=2026), **changes)
    return track_members(consolidation, asked(*members), year=2026, today=day(today), due=DUE)


@pytest.fixture
def history(tmp_path: Path) -> History:
    (tmp_path / "returned").mkdir()
    return History.of_folder(tmp_path / "returned")


Run = Callable[..., Season]


@pytest.fixture
def run(history: History) -> Run:
    """A run of `status` on a day, with what had come by then: what it tells, once it is kept."""

    def of(today: str, *submissions: Submission, **changes: Any) -> Season:
        tracking = tracked(today, *submissions, **changes)
        earlier = history.read(2026)
        assert earlier.trouble == ""
        assert history.write(tracking, dt.datetime.combine(tracking.today, NOON)) == ""
        return season_of(tracking, earlier.seen)

    return of


KENYA = sent("kenya.xlsx", "KEN", submitted=day("03-02"))
UGANDA = sent("uganda.xlsx", "UGA", submitted=day("03-04"), **WRONG)
CORRECTED = sent("uganda 2.xlsx", "UGA", submitted=day("03-12"))
PERU = sent("peru.xlsx", "PER", submitted=day("03-12"))


# --- what arrived ----------------------------------------------------------------------------
def test_what_arrived_since_the_last_run(run: Run) -> None:
    runs = [run("03-02", KENYA), run("03-06", KENYA, UGANDA), run("03-09", KENYA, UGANDA)]
    runs.append(run("03-13", KENYA, UGANDA, CORRECTED, PERU))
    assert [list(season_sentences(season)) for season in runs] == [
        [],
        [
            "Arrived since the last run, on 2026-03-02, from 1 Member:",
            "Arrived, UGA: uganda.xlsx (incomplete)",
        ],
        ["Nothing arrived since the last run, on 2026-03-06."],
        [
            "Arrived since the last run, on 2026-03-09, from 2 Members:",
            "Arrived, UGA, again: uganda 2.xlsx (complete)",
            "Arrived, PER: peru.xlsx (complete)",
        ],
    ]


def test_a_file_that_only_got_another_name_did_not_arrive_again(run: Run) -> None:
    run("03-02", KENYA)
    assert run("03-03", replace(KENYA, file="africa/kenya.xlsx")).arrived == ()


def test_a_run_for_some_members_is_compared_with_what_was_last_seen_of_each(run: Run) -> None:
    run("03-02", KENYA)
    run("03-06", KENYA, UGANDA, members=("UGA",))
    again = run("03-09", KENYA, UGANDA)
    assert again.arrived == ()


def test_each_year_has_a_season_of_its_own(run: Run, history: History) -> None:
    run("03-02", KENYA)
    assert history.read(2027).seen == ()


# --- what changed after acceptance -----------------------------------------------------------
SECOND = replace(KENYA, file="kenya 2.xlsx", sha256="other", submitted=day("03-05"))
SPOILT = replace(SECOND, findings=WRONG["findings"], complete=False)
CHANGES: list[tuple[str, list[tuple[Submission, ...]], str | None]] = [
    # (what happened, what was there in each run, what the last run says)
    ("nothing", [(KENYA,), (KENYA,)], None),
    ("a new name", [(KENYA,), (replace(KENYA, file="b.xlsx"),)], None),
    (
        "a correction that is as good",
        [(KENYA,), (KENYA, SECOND)],
        "kenya 2.xlsx stands now in place of kenya.xlsx, accepted on 2026-03-01.",
    ),
    (
        "a correction with errors",
        [(KENYA,), (KENYA, SPOILT)],
        "kenya 2.xlsx stands now in place of kenya.xlsx, accepted on 2026-03-01.",
    ),
    ("it is gone", [(KENYA,), ()], "kenya.xlsx, accepted on 2026-03-01, is no longer there."),
    ("a correction before it was accepted", [(SPOILT,), (SPOILT, replace(KENYA, submitted=day("03-09")))], None),
    ("a change that an earlier run told of", [(KENYA,), (KENYA, SECOND), (KENYA, SECOND)], None),
]


@pytest.mark.parametrize(("folders", "words"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_who_changed_after_acceptance(run: Run, folders: list[tuple[Submission, ...]], words: str | None) -> None:
    *_, last = (run(f"03-{number:02}", *files) for number, files in enumerate(folders, 1))
    told = [line for line in season_sentences(last) if line.startswith("Changed")]
    assert told == ([f"Changed after acceptance, KEN: {words}"] if words else [])


def test_a_decision_accepts_a_file_and_a_change_of_it_is_told(run: Run) -> None:
    run("03-01", SPOILT, accepted=frozenset({"KEN"}))
    later = run("03-02", SPOILT, replace(KENYA, submitted=day("03-09")), accepted=frozenset({"KEN"}))
    (change,) = later.just_changed
    assert (change.accepted.file, change.after.file) == ("kenya 2.xlsx", "kenya.xlsx")


def test_the_workbook_keeps_every_change_that_any_run_saw(run: Run) -> None:
    run("03-01", KENYA)
    run("03-02", KENYA, SECOND)
    season = run("03-03")
    assert [(change.accepted.file, change.after.file, change.after.day.day) for change in season.changed] == [
        ("kenya.xlsx", "kenya 2.xlsx", 2),
        ("kenya 2.xlsx", "", 3),
    ]
    assert len(season.just_changed) == 1


# --- the curve -------------------------------------------------------------------------------
CAME = [
    # (the days of the runs that saw nothing, the day of the one that first saw it, the day it says, the day counted)
    ([], "03-10", "03-02", "03-02"),
    (["03-01"], "03-10", "03-02", "03-02"),
    # typed before a run that did not see it: it came after that run
    (["03-01", "03-05"], "03-10", "03-02", "03-05"),
    # typed in advance
    ([], "03-10", "03-31", "03-10"),
    # nothing is typed, and the file says nothing
    (["03-01"], "03-10", None, "03-10"),
]


@pytest.mark.parametrize(("empty", "seen", "says", "counted"), CAME)
def test_the_day_a_return_is_counted_on(run: Run, empty: list[str], seen: str, says: str | None, counted: str) -> None:
    for each in empty:
        run(each)
    file = replace(KENYA, submitted=day(says) if says else None, modified=None)
    run(seen, file)
    # a later correction does not move it
    season = run("03-20", file, replace(SECOND, submitted=day("03-19")))
    assert season.came == {"KEN": day(counted)}


def test_the_curve_by_week_and_region(run: Run) -> None:
    run("03-06", KENYA, UGANDA)
    season = run("03-27", KENYA, UGANDA, PERU)
    weeks = list(season.weeks())
    assert [(week.name, week.begins.isoformat(), week.arrived, week.total) for week in weeks] == [
        ("2026-W10", "2026-03-02", 2, 2),
        ("2026-W11", "2026-03-09", 1, 3),
        ("2026-W12", "2026-03-16", 0, 3),
        ("2026-W13", "2026-03-23", 0, 3),
    ]
    assert weeks[-1].by_region == {"AMS": 1, "EUR": 0, "ESA": 2, "MENA": 0, "WCA": 0, "AP": 0}


def test_the_european_union_is_in_no_curve() -> None:
    season = season_of(tracked("03-06", sent("a.xlsx", "EUE"), members=("EUE", "FRA")))
    assert list(season.weeks()) == []
    assert set(season.came) == {"EUE"}


def test_a_date_of_long_ago_makes_no_curve_of_hundreds_of_weeks() -> None:
    weeks = list(season_of(tracked("03-06", replace(KENYA, submitted=dt.date(2018, 1, 1)), PERU)).weeks())
    assert len(weeks) == MOST_WEEKS
    assert (weeks[0].arrived, weeks[-1].total) == (1, 2)


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8", "█"), ("cp1252", "#")])
def test_the_curve_on_the_terminal(encoding: str, mark: str) -> None:
    target = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    print_returns(season_of(tracked("03-13", KENYA, PERU)), Console(file=target, width=80))
    target.seek(0)
    lines = [line.rstrip() for line in target.read().splitlines()]
    assert lines == [
        "Members that had returned something by the end of each week:",
        "week      arrived  total",
        f"2026-W10        1      1  {mark * 20}",
        f"2026-W11        1      2  {mark * 40}",
    ]


def test_the_workbook_shows_the_curve_as_a_chart_of_excel(run: Run, tmp_path: Path) -> None:
    run("03-06", KENYA, UGANDA)
    season = run("03-13", KENYA, UGANDA, PERU, CORRECTED)
    out = tmp_path / "status.xlsx"
    write_status(season, out)
    assert_valid(out)
    book = openpyxl.load_workbook(out)
    (chart,) = book["Returns"]._charts
    assert [series.tx.strRef.f for series in chart.series] == [f"'Returns'!{column}1" for column in "DEFGHIJ"]
    assert [series.val.numRef.f for series in chart.series][-1] == "'Returns'!$J$2:$J$3"
    assert [row[:4] for row in book["Returns"].iter_rows(min_row=2, values_only=True)] == [
        ("2026-W10", "2026-03-02", 2, 0),
        ("2026-W11", "2026-03-09", 1, 1),
    ]
    assert list(book["Arrived"].iter_rows(min_row=2, values_only=True)) == [
        ("UGA", "Uganda", "ESA", "again", "uganda 2.xlsx", "complete", "incomplete", "2026-03-06"),
        ("PER", "Peru", "AMS", "first", "peru.xlsx", "complete", "missing", "2026-03-06"),
    ]


def test_where_nothing_came_there_is_no_chart(tmp_path: Path) -> None:
    out = tmp_path / "status.xlsx"
    write_status(season_of(tracked("03-06")), out)
    assert_valid(out)
    assert openpyxl.load_workbook(out)["Returns"]._charts == []


# --- the file --------------------------------------------------------------------------------
def test_a_run_is_one_row_a_member(run: Run, history: History) -> None:
    run("03-06", KENYA, UGANDA, rejected("ecom-kpi_2026_PER_en.xlsx"))
    kenya, peru, france, uganda = (
        next(s for s in history.read(2026).seen if s.country == c) for c in ("KEN", "PER", "FRA", "UGA")
    )
    assert kenya == Seen(
        1,
        day("03-06"),
        "KEN",
        kenya.state,
        kenya.review,
        False,
        "kenya.xlsx",
        "sha of kenya.xlsx",
        day("03-02"),
        0,
        0,
        0,
    )
    assert [(each.state.value, each.review.value, each.errors) for each in (kenya, uganda, peru, france)] == [
        ("complete", "accepted", 0),
        ("incomplete", "to-be-put-right", 1),
        ("cannot-be-opened", "cannot-be-opened", 1),
        ("missing", "missing", 0),
    ]


def test_it_stands_beside_the_folder_however_the_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "returned").mkdir()
    monkeypatch.chdir(tmp_path / "returned")
    for folder in (Path(), Path("../returned"), tmp_path / "returned"):
        assert History.of_folder(folder).path == tmp_path.resolve() / "returned-status.sqlite3"
    with pytest.raises(Refusal, match="has no place beside it for the history: add --no-history"):
        History.of_folder(Path("/"))


def test_it_is_nobodys_answers_wherever_it_lies(run: Run, history: History, tmp_path: Path) -> None:
    run("03-06", KENYA)
    # The folder above is read as well, and somebody copies the file in between the workbooks.
    copy = tmp_path / "returned" / "Returned-Status.SQLITE3"
    copy.write_bytes(history.path.read_bytes())
    Path(f"{history.path}-journal").touch()
    listed = {each.name: each.ignored for each in files_below(tmp_path)}
    assert set(listed.values()) == {"kpibook status keeps its history in it."}
    assert len(listed) == 3
    # another program's database is a file like any other
    with sqlite3.connect(tmp_path / "mine-status.sqlite3") as base:
        base.execute("CREATE TABLE mine (a)")
    assert not is_history(tmp_path / "mine-status.sqlite3")


def damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[200:] = b"\x5a" * (len(data) - 200)
    path.write_bytes(data)


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE members (run, country)")


def text(path: Path) -> None:
    path.write_text("Telephoned on Monday.")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def later_version(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA user_version = 2")


def another_table(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("CREATE TRIGGER t AFTER INSERT ON members BEGIN DELETE FROM runs; END")


def another_state(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("UPDATE members SET state = 'lost'")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:2000])


SPOILT_FILES = [
    (damaged, "is damaged"),
    (cut_short, "is damaged"),
    (another_state, "is damaged"),
    (text, "is damaged, or was never a history that kpibook keeps"),
    (foreign, "is not a history that kpibook keeps"),
    (another_table, "is not a history that kpibook keeps"),
    (later_version, "was written by a later version of kpibook"),
    (folder, "is no file"),
]


@pytest.mark.parametrize(("spoil", "words"), SPOILT_FILES, ids=[spoil.__name__ for spoil, _ in SPOILT_FILES])
def test_a_file_that_is_no_history_is_a_sentence_and_stays_as_it_is(
    run: Run, history: History, spoil: Callable[[Path], None], words: str
) -> None:
    run("03-06", KENYA)
    spoil(history.path)
    before = history.path.read_bytes() if history.path.is_file() else b""
    sentence = f"The history {history.path} {words}: nothing was read from it or written to it. "
    for _ in range(2):
        earlier = history.read(2026)
        assert (earlier.seen, earlier.trouble.partition("Move")[0]) == ((), sentence)
    assert (history.path.read_bytes() if history.path.is_file() else b"") == before


@pytest.mark.parametrize(("spoil", "words"), SPOILT_FILES[:7], ids=[spoil.__name__ for spoil, _ in SPOILT_FILES[:7]])
def test_the_status_is_said_all_the_same(
    run: Run, history: History, tmp_path: Path, spoil: Callable[[Path], None], words: str
) -> None:
    run("03-06", KENYA)
    spoil(history.path)
    before, out = history.path.read_bytes(), tmp_path / "status.xlsx"
    arguments = ["status", str(tmp_path / "returned"), "--out", str(out), "--year", "2026"]
    result = CliRunner().invoke(kpibook, arguments, standalone_mode=False)
    assert result.exception is None
    *_, trouble, last = result.stdout.splitlines()
    assert trouble.startswith(f"The history {history.path} {words}: nothing was read from it")
    assert last == f"Status: {out}"
    assert history.path.read_bytes() == before


def test_an_empty_file_of_a_run_that_was_ended_is_begun_anew(run: Run, history: History) -> None:
    history.path.touch()
    assert run("03-06", KENYA).last_run is None
    assert run("03-07", KENYA).last_run == day("03-06")


def test_a_place_that_cannot_be_written_to_is_a_sentence(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("addin.status.history.sqlite3.connect", refuse)
    told = history.write(tracked("03-06", KENYA), dt.datetime.combine(day("03-06"), NOON))
    why = "unable to open database file"
    assert told == f"The history {history.path} cannot be written to ({why}): the status is said without it."


def test_a_run_that_is_ended_while_it_writes_leaves_nothing(
    run: Run, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("03-06", KENYA)
    before = history.read(2026)

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("addin.status.history.seen_now", ended)
        with pytest.raises(KeyboardInterrupt):
            history.write(tracked("03-07", PERU), dt.datetime.combine(day("03-07"), NOON))
    assert history.read(2026) == before
    assert run("03-08", KENYA).last_run == day("03-06")


def test_two_runs_at_once_are_both_kept(history: History) -> None:
    tracking = tracked("03-06", KENYA, UGANDA)
    with ThreadPoolExecutor(8) as threads:
        moment = dt.datetime.combine(day("03-06"), NOON)
        told = list(threads.map(lambda _: History(history.path).write(tracking, moment), range(16)))
    assert set(told) == {""}
    seen = history.read(2026).seen
    assert len(seen) == 16 * len(EAST)
    assert {each.run for each in seen} == set(range(1, 17))


def test_without_a_history_nothing_is_read_or_kept(history: History, tmp_path: Path) -> None:
    arguments = ["status", str(tmp_path / "returned"), "--out", str(tmp_path / "status.xlsx"), "--no-history"]
    result = CliRunner().invoke(kpibook, arguments, standalone_mode=False)
    assert result.exception is None
    assert "The history" not in result.stdout
    assert not history.path.exists()
