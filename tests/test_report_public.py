"""The report to be published: nothing that must not be there, wherever one looks, and no few that can be computed."""

from __future__ import annotations

import base64
import csv
import html
import io
import itertools
import pickle
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment

from addin.figures.disclosure import CLASSES, STATES, State
from addin.figures.survey import Survey
from addin.report.contents import Contents
from addin.report.figure_files import numbers_of
from addin.report.figures.figure import Figure
from addin.report.figures.public import public_figures
from addin.report.page import index_page
from addin.report.public import PublicContents, glance, public_contents
from addin.report.public_document import public_pdf
from addin.report.public_page import public_page
from schemas.definition import Definition
from schemas.loading.loader import load_definition
from schemas.loading.members import load_members, unions
from schemas.loading.reporting import load_part, reporting_languages
from schemas.models.public_words import PublicWords
from schemas.models.wording import placeholders
from schemas.questions import Raw
from schemas.written.report_seal import is_own_report, is_public_report
from tests.answers import complete_answers
from tests.attacker import Known
from tests.browser import chromium, look_at, violations
from tests.command_line import run as run_kpibook
from tests.fill import fill
from tests.ledgers import csv_text, row
from tests.pages import EVENT, files_below, ids, links, parsed, references, text_of
from tests.pdf_reader import information_of, is_accessible
from tests.pdf_reader import text_of as text_of_pdf
from tests.reported import contents_of

pytestmark = pytest.mark.long


run = partial(run_kpibook, "report")


class Made(NamedTuple):
    """A report to be published, in memory."""

    contents: PublicContents
    figures: tuple[Figure, ...]
    page: str


def made(contents: Contents) -> Made:
    public = public_contents(contents)
    figures = public_figures(public)
    return Made(public, figures, public_page(public, figures))


# --- nothing that must not be there ----------------------------------------------------------------
CANARY = "xqzcanary"
"""Stands in everything that a Member or the secretariat wrote, with a word of its own behind it."""
COUNTRIES = ("Kenya", "Uganda", "Peru", "France", "Japan", "Morocco", "Chile")


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory, definition: Definition, template: bytes) -> Path:
    """A folder of Members that wrote the canary wherever anybody can, beside a ledger that has it too."""
    folder = tmp_path_factory.mktemp("season") / f"{CANARY}folder"
    folder.mkdir()
    for number, country in enumerate(COUNTRIES):
        path = folder / f"{CANARY}file{number}.xlsx"
        path.write_bytes(fill(template, definition, _answers(definition, country, number)))
        if number == 0:
            _write_elsewhere(path)
    decisions = [
        row("accept", by=f"{CANARY}by", reason=f"{CANARY}reason"),
        row("correct", by=f"{CANARY}by", reason=f"{CANARY}corrected", name="level_1_1", value="3"),
        row("waive", by=f"{CANARY}by", reason=f"{CANARY}waived", code="not-signed-off"),
    ]
    (folder.parent / "decisions.csv").write_text(csv_text(decisions), encoding="utf-8")
    return folder


def _answers(definition: Definition, country: str, number: int) -> dict[str, Raw]:
    """All that can be typed: where it is a text, the canary."""
    answers: dict[str, Raw] = dict(complete_answers(definition))
    texts = ("answer_", "note_", "info_note_", "respondent_", "contact_name", "contact_title")
    for name in definition.layout.slots:
        if name.startswith(texts) and (name in answers or not name.startswith("answer_")):
            answers[name] = f"{CANARY}{name.replace('_', '')} training, legislation {number}"
    return answers | {"country": country, "contact_email": f"{CANARY}{number}@example.org"}


def _write_elsewhere(path: Path) -> None:
    """A comment, a text where nothing is read, and what a workbook says of itself."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[2]
    sheet["A1"].comment = Comment(f"{CANARY}comment", f"{CANARY}commenter")
    sheet["Z99"] = f"{CANARY}outside"
    book.properties.creator = f"{CANARY}creator"
    book.save(path)


def everything_in(folder: Path) -> Iterator[tuple[str, str]]:
    """All that a report holds as text: names of files, pages with what is packed in them, streams of documents."""
    for name in sorted(files_below(folder)):
        data = (folder / name).read_bytes()
        yield f"name of {name}", name
        yield name, data.decode("utf-8", "replace")
        yield f"bytes of {name}", data.decode("latin-1")
        if name.endswith(".html"):
            text = data.decode("utf-8")
            yield f"{name}, unescaped", html.unescape(text)
            for packed in re.findall(r"base64,([A-Za-z0-9+/=]+)", text):
                yield f"{name}, packed", base64.b64decode(packed).decode("utf-8")
        if name.endswith(".pdf"):
            yield f"{name}, text", text_of_pdf(data)
            yield f"{name}, of itself", "\n".join(information_of(data).values())
            for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
                yield f"{name}, stream", _inflated(stream).decode("latin-1")
                yield f"{name}, stream", _inflated(stream).decode("utf-16-be", "replace")


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def names_of_members(language: str) -> re.Pattern[str]:
    """The names and codes of all Members as words, without those that the questionnaire itself says."""
    definition = load_definition("2018", language)
    names = [name for country, name in definition.country_names.items() if country not in unions()]
    asked = public_contents(contents_of(3, language=language)).asked
    said = " ".join([*asked.standards.values(), *asked.items.values(), *(each.question for each in asked.indicators)])
    words = [*names, *(member.iso3 for member in load_members().members)]
    kept = [word for word in words if not re.search(rf"\b{re.escape(word)}\b", said)]
    assert len(kept) > len(words) - 5
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, kept))})\b")


SOURCES: list[tuple[str, ...]] = [
    ("folder", "--language", "en"),
    ("folder", "--language", "ar"),
    ("result", "--language", "fr"),
]


@pytest.mark.parametrize("source", SOURCES, ids=" ".join)
def test_nothing_that_anybody_wrote_and_no_member_is_anywhere(
    season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    ledger = ("--decisions", str(season.parent / "decisions.csv"))
    given: tuple[str, ...] = (str(season), *ledger)
    if source[0] == "result":
        given = (f"{CANARY}result.xlsx",)
        assert run_kpibook("consolidate", str(season), *ledger, "--out", given[0]) in {0, 1}
        _write_into(Path(given[0]))
    assert run(*given, "--public", "--out", "public", *source[1:]) in {0, 1}
    names = names_of_members(source[-1])
    assert "report.pdf, text" in dict(everything_in(tmp_path / "public"))
    for place, text in everything_in(tmp_path / "public"):
        assert CANARY not in text.lower(), place
        if not place.startswith(("bytes of ", "report.pdf, stream")) and place != "report.pdf":
            assert not names.search(re.sub("base64,[A-Za-z0-9+/=]+", "", text)), place


def _write_into(result: Path) -> None:
    """Somebody's own words in place of themes, units and choices of a result."""
    book = openpyxl.load_workbook(result)
    for sheet, heading in (("Needs", "themes"), ("Information", "unit"), ("Information", "text")):
        headings = {cell.value: cell.column for cell in book[sheet][1]}
        for cells in book[sheet].iter_rows(min_row=2):
            cells[headings[heading] - 1].value = f"{CANARY}{heading}"
    book.save(result)


def test_the_full_report_has_them(season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the test above would find nothing because there is nothing to find."""
    monkeypatch.chdir(tmp_path)
    assert run(str(season), "--no-pdf", "--out", "full") in {0, 1}
    text = "\n".join(text for _, text in everything_in(tmp_path / "full"))
    assert f"{CANARY}answer" in text
    assert f"{CANARY}file0.xlsx" in text
    assert {"Kenya", "KEN"} <= set(names_of_members("en").findall(text))


def test_the_answers_cannot_be_reached_from_what_a_report_is_made_of() -> None:
    """All that the page, the figures and the document are handed, packed up, has no Member in it."""
    contents = contents_of(90, text=CANARY)
    packed = pickle.dumps(public_contents(contents))
    assert CANARY.encode() in pickle.dumps(tuple(contents.survey.needs()))
    assert CANARY.encode() not in packed
    assert b"MemberLevels" not in packed
    assert not [member.country for member in contents.survey.members if member.country.encode() in packed]


# --- no few that can be computed -------------------------------------------------------------------
Atom = tuple[str, str, State]
Sums = list[tuple[frozenset[Atom], int]]


class Read(NamedTuple):
    """What somebody reads off a page: how many Members at levels, and how many answered, by region."""

    levels: dict[str, list[tuple[tuple[State, ...], int]]]
    """By indicator, or by the number of a standard."""
    answered: dict[str, int]
    """By region; empty for all."""


def read_public(page: Made) -> Read:
    """The numbers of the page's tables; the numbers behind its figures are the same, or this fails."""
    root = parsed(page.page)
    common = page.contents.words.common
    regions = {name: code for code, name in common.regions.items()} | {common.all_members: ""}
    levels: dict[str, list[tuple[tuple[State, ...], int]]] = {}
    for table in ("standards-table", "indicators-table"):
        for each in root.xpath(f"//table[@id='{table}']/tbody/tr[not(@class)]"):
            name = re.split(r"[. ](?=\D)|\s|(?<=\d)(?=[^\d.])", text_of(each.xpath("./th")[0]))[0]
            levels[name] = list(_cells(each))
    answered = {
        regions[text_of(each.xpath("./th")[0])]: _number(each.xpath("./td")[1])
        for each in root.xpath("//table[@id='response-table']/tbody/tr")
    }
    for key, wanted in (("standards", False), ("indicators", True)):
        figure = next((each for each in page.figures if each.key == key), None)
        if figure is None:
            continue
        found: dict[str, list[int]] = {}
        for name, _, number in csv.reader(io.StringIO(numbers_of(figure).decode("utf-8-sig"))):
            found.setdefault(re.split(r"\.(?=\D)", name)[0], []).append(int(number) if number.isdigit() else -1)
        for name, cells in levels.items():
            if ("." in name) is wanted and cells:
                assert found[name] == [number for _, number in cells]
    return Read(levels, answered)


def _cells(each: etree._Element) -> Iterator[tuple[tuple[State, ...], int]]:
    states = list(STATES)
    for cell in each.xpath("./td")[:-1]:
        span = int(cell.get("colspan", "1"))
        together, states = tuple(states[:span]), states[span:]
        if text_of(cell) != "–":
            yield together, _number(cell)


def _number(cell: etree._Element) -> int:
    return int(re.findall(r"\d+", re.sub(r"(?<=\d)[,\s\u00a0\u202f.](?=\d{3})", "", text_of(cell)))[-1])


def read_full(contents: Contents) -> Read:
    """The same of the full report's page."""
    root = parsed(index_page(contents, ()))
    levels = {}
    for each in root.xpath("//table[@id='indicators-table']/tbody/tr"):
        *on_scale, _, outside, none = (cell.get("data-value") for cell in each.xpath("./td"))
        counts = zip((2, 3, 4, 5, 1, None), map(int, (*on_scale, outside, none)), strict=True)
        levels[str(each.get("data-indicator"))] = [((state,), number) for state, number in counts]
    answered = {
        str(each.get("data-region")): int(each.xpath("./td/@data-value")[1])
        for each in root.xpath("//table[@id='response-table']/tbody/tr")
    }
    return Read(levels, answered)


def few_told(read: Read, survey: Survey) -> list[tuple[str, str, State | str]]:
    """The groups of one or two Members, of an indicator, a region and a level or class, whose number comes out."""
    found = []
    everywhere = list(survey.asked)
    for standard in survey.standards:
        numbers = [indicator.number for indicator in survey.indicators_of(standard)]
        known = Known(_sums(read, standard, numbers, everywhere))
        for regions, states, which in _groups(numbers, everywhere):
            members = {
                m.country
                for m in survey.members
                if m.region in regions and any(m.levels.get(number) in states for number in which)
            }
            group = itertools.product(which, regions, states)
            if len(members) in {1, 2} and known.tells(group):
                found.append(("+".join(which), "+".join(regions), "+".join(map(str, states))))
    return found


def _sums(
    read: Read, standard: int, numbers: list[str], everywhere: list[str]
) -> Iterator[tuple[frozenset[Atom], int]]:
    for which, cells in [([number], read.levels.get(number, [])) for number in numbers] + [
        (numbers, read.levels.get(str(standard), []))
    ]:
        for states, number in cells:
            yield frozenset(itertools.product(which, everywhere, states)), number
    for region, answered in read.answered.items():
        for number in numbers:
            yield frozenset(itertools.product([number], [region] if region else everywhere, STATES)), answered


def _groups(
    numbers: list[str], everywhere: list[str]
) -> Iterator[tuple[tuple[str, ...], tuple[State, ...], tuple[str, ...]]]:
    regions = [*((region,) for region in everywhere), *itertools.combinations(everywhere, 2), tuple(everywhere)]
    states: list[tuple[State, ...]] = [*((state,) for state in STATES), *CLASSES, (2, 3, 4, 5), STATES]
    which = [*((number,) for number in numbers), *([tuple(numbers)] if len(numbers) > 1 else [])]
    yield from itertools.product(regions, states, which)


SIZES = [3, 4, 9, 30, 90, 185, 187]
SEEDS = [pytest.param(seed, marks=[pytest.mark.long] if seed else []) for seed in range(2)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("members", SIZES)
def test_no_few_members_can_be_computed_from_the_page(members: int, seed: int) -> None:
    contents = contents_of(members, seed=seed)
    page = made(contents)
    read = read_public(page)
    if page.contents.has_results:
        assert len(read.levels) == len(contents.survey.standards) + len(contents.survey.indicators)
    assert few_told(read, contents.survey) == []
    assert _small_numbers(page) == []


def _small_numbers(page: Made) -> list[str]:
    """What the page tells as a number of Members or assessments, and is one or two, or all but one or two Members."""
    root = parsed(page.page)
    tables = {"response-table": 2, "changes-table": 3, "themes": 1, "standards-table": 6, "indicators-table": 6}
    counts = [
        (table, cell)
        for table, columns in tables.items()
        for each in root.xpath(f"//table[@id='{table}']/tbody/tr")
        for cell in each.xpath("./td")[:columns]
        if not (cell.get("data-value") is None and "colspan" not in cell.attrib and "%" in text_of(cell))
    ]
    small = [
        f"{table}: {text_of(cell)}" for table, cell in counts if re.fullmatch("[12]", text_of(cell).split(" ")[-1])
    ]
    answered = page.contents.total.answered if page.contents.total else 0
    for table, column in (("themes", 0), ("information-table", 1)):
        for each in root.xpath(f"//table[@id='{table}']/tbody/tr"):
            number = _number(each.xpath("./td")[column])
            if number in {1, 2} or answered - number in {1, 2}:
                small.append(f"{table}: {number} of {answered}")
    for each in root.xpath("//table[@id='information-table']/tbody/tr"):
        small += [
            f"chosen: {text_of(each)}"
            for n in re.findall(r": (\d+)", text_of(each.xpath("./td[last()]")[0]))
            if int(n) < 3
        ]
    return small


@pytest.mark.parametrize("members", [30, 90])
def test_from_the_full_report_they_can(members: int) -> None:
    """The same reader and the same sums find few where they are told: so they would find them above."""
    contents = contents_of(members)
    assert few_told(read_full(contents), contents.survey)


@pytest.mark.parametrize("members", SIZES)
def test_who_did_not_answer_cannot_be_computed(members: int) -> None:
    contents = contents_of(members)
    read = read_public(made(contents))
    asked = contents.survey.asked
    regions = tuple(asked)
    known = Known(
        [
            *((((region, "yes"), (region, "no")), number) for region, number in asked.items()),
            *(
                ([(each, "yes") for each in ([region] if region else regions)], number)
                for region, number in read.answered.items()
            ),
        ]
    )
    for several in itertools.chain.from_iterable(itertools.combinations(regions, n) for n in range(1, 7)):
        answered = sum(len(contents.survey.of_region(region)) for region in several)
        for word, number in (("yes", answered), ("no", sum(asked[region] for region in several) - answered)):
            if number in {1, 2}:
                assert not known.tells([(region, word) for region in several]), (several, word)


def test_a_number_is_drawn_no_finer_than_it_is_told() -> None:
    """Two surveys of which the same may be published make the same report to the byte, figures included."""
    one = contents_of(90)
    names = sorted({member.region for member in one.survey.members})
    survey = one.survey
    swapped = _with_levels_exchanged(survey, names[0], names[1])
    assert swapped.members != survey.members
    pages = [made(replace(one, survey=each)) for each in (survey, swapped)]
    assert pages[0].contents.published == pages[1].contents.published
    assert pages[0].page == pages[1].page
    assert [each.svg for each in pages[0].figures] == [each.svg for each in pages[1].figures]


def _with_levels_exchanged(survey: Survey, first: str, second: str) -> Survey:
    """Two Members of two regions, who stand on the scale in one class each, have each other's level at an indicator."""
    for number, level, other in itertools.product((each.number for each in survey.indicators), (2, 3), (2, 3)):
        one = next((m for m in survey.of_region(first) if m.levels.get(number) == level), None)
        two = next((m for m in survey.of_region(second) if m.levels.get(number) == other), None)
        if level != other and one and two:
            levels = {one.country: other, two.country: level}
            members = tuple(
                m._replace(levels={**m.levels, number: levels[m.country]}) if m.country in levels else m
                for m in survey.members
            )
            return replace(survey, members=members)
    raise AssertionError("there are no such Members")


# --- the page, whatever there is to show -----------------------------------------------------------
CASES: dict[str, Callable[[], Contents]] = {
    "187 Members": lambda: contents_of(187),
    "nobody": lambda: contents_of(0, union=False),
    "one Member": lambda: contents_of(["KEN"]),
    "two Members": lambda: contents_of(2),
    "three Members": lambda: contents_of(3),
    "all but two": lambda: contents_of(185),
    "all but one": lambda: contents_of(186),
    "no last year": lambda: contents_of(12, last_year=False),
    "all at level 1": lambda: contents_of(12, levels=[1]),
    "one region": lambda: contents_of(["KEN", "UGA", "TZA"]),
    "from right to left": lambda: contents_of(30, language="ar"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_page_is_whole_whatever_there_is_to_show(case: str) -> None:
    page = made(CASES[case]()).page
    root = parsed(page)
    assert len(ids(root)) == len(set(ids(root)))
    assert set(references(root)) <= set(ids(root))
    for link in links(root):
        assert link.startswith(("data:text/csv;base64,", "data:image/svg+xml;base64,")) or link[1:] in ids(root)
    assert not root.xpath("//script | //iframe | //img | //form | //@style")
    assert not [name for name in root.xpath("//@*") if EVENT.fullmatch(str(getattr(name, "attrname", "")))]
    for table in root.xpath("//table"):
        widths = {
            sum(int(cell.get("colspan", "1")) for cell in each.xpath("./th | ./td"))
            for each in table.xpath("./thead/tr | ./tbody/tr")
        }
        assert len(widths) == 1, table.get("id")
    assert not re.search(r"\bNone\b|\bnan\b|Undefined|\{[a-z]+\}", text_of(root.xpath("/html/body")[0]))


SAYS = [
    # (the case, what the page says, what it does not)
    ("one Member", "No result can be shown: fewer than three Members answered", "of 187"),
    ("two Members", "No result can be shown: fewer than three Members answered", "Who answered"),
    ("all but two", "No result can be shown: fewer than three Members answered", "of 187"),
    ("all but one", "or fewer than three did not, and every number would tell of them.", "Levels"),
    ("nobody", "No Member’s answers count yet.", "Implementation by standard"),
    ("three Members", "Members that answered: 3 of 187 (2%).", "European Union answered"),
    ("three Members", "Not shown by themselves: ", "Outliers"),
    ("no last year", "No change since an earlier survey is shown", "2025"),
    ("187 Members", "The share of a region is given as the steps of ten percent", "Not shown by themselves"),
    ("187 Members", "No level given, 1 together: ", "outlier"),
]


@pytest.mark.parametrize(("case", "says", "says_not"), SAYS)
def test_what_is_said(case: str, says: str, says_not: str) -> None:
    said = text_of(parsed(made(CASES[case]()).page).xpath("/html/body")[0])
    assert says in said
    assert says_not not in said


def test_no_more_is_said_of_the_furthest_standard_than_of_all() -> None:
    """A sentence that compares stands only where all that is compared is told."""
    contents = made(contents_of(30)).contents
    assert any(not any(set(cell.states) == {5} for cell in cells) for cells in contents.published.standards.values())
    assert not [sentence for sentence in glance(contents) if "implemented" in sentence]


@pytest.mark.parametrize(("members", "language"), [(187, "en"), (30, "ar"), (1, "en")])
def test_the_document_is_accessible_and_says_the_same(members: int, language: str) -> None:
    report = made(contents_of(members, language=language))
    data, accessible = public_pdf(report.contents, report.figures)
    assert accessible
    assert is_accessible(data)
    if language == "en":
        text = " ".join(text_of_pdf(data).split())
        assert all(sentence in text for sentence in glance(report.contents)[:1])


# --- its folder ------------------------------------------------------------------------------------
@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, definition: Definition, template: bytes) -> Path:
    monkeypatch.chdir(tmp_path)
    made_ = tmp_path / "returned"
    made_.mkdir()
    for country in COUNTRIES[:3]:
        answers = complete_answers(definition) | {"country": country}
        (made_ / f"{country}.xlsx").write_bytes(fill(template, definition, answers))
    return made_


def test_it_stands_in_a_folder_of_its_own(folder: Path) -> None:
    assert run("returned", "--public", "--no-pdf") == 0
    place = Path("output", "report_2026_public")
    assert is_own_report(place)
    assert is_public_report(place)
    assert {name.partition("/")[0] for name in files_below(place)} == {"index.html", "figures"}


def test_nothing_of_a_full_report_stays_beside_it(folder: Path) -> None:
    assert run("returned", "--no-pdf", "--out", "report") == 0
    assert run("returned", "--no-pdf", "--out", "report", "--public") == 0
    assert not Path("report", "members").exists()
    assert {path.name for path in Path("report").iterdir()} == {"index.html", "figures"}


@pytest.mark.parametrize("options", [(), ("--force",)])
def test_it_never_stands_beside_anything_else(
    folder: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert run("returned", "--no-pdf", "--out", "report") == 0
    Path("report", "members", "notes.html").write_text("somebody's")
    assert run("returned", "--no-pdf", "--out", "report", "--public", *options) == 2
    assert "a report to be published stands in a folder of its own" in capsys.readouterr().err
    assert Path("report", "members", "KEN.html").exists()


@pytest.mark.parametrize("options", [(), ("--force",)])
def test_a_full_report_never_takes_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert run("returned", "--no-pdf", "--out", "report", "--public") == 0
    assert run("returned", "--no-pdf", "--out", "report", *options) == 2
    assert "The folder report holds a report to be published" in capsys.readouterr().err
    assert not Path("report", "members").exists()


# --- in a browser ----------------------------------------------------------------------------------
LOOKS: list[tuple[str, dict[str, Any]]] = [
    # (the case, how it is looked at)
    ("187 Members", {}),
    ("187 Members", {"dark": True}),
    ("from right to left", {"width": 320, "height": 640}),
    ("one Member", {}),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        running.set_script_timeout(120)
        yield running


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize(("case", "look"), LOOKS)
def test_axe_finds_nothing_wrong_and_the_page_fits(
    browser: Any, tmp_path: Path, case: str, look: dict[str, Any]
) -> None:
    path = tmp_path / "index.html"
    path.write_text(made(CASES[case]()).page, encoding="utf-8")
    look_at(browser, path, **look)
    browser.execute_script("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert violations(browser) == []
    assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")


# --- the words -------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", [each for each in reporting_languages() if each != "en"])
def test_each_language_says_all_that_english_says(language: str) -> None:
    english, other = (
        dict(_sentences(load_part(code, "public", PublicWords).model_dump())) for code in ("en", language)
    )
    assert english.keys() == other.keys()
    for path, sentence in english.items():
        assert placeholders(other[path]) == placeholders(sentence), path
    assert [path for path, text in english.items() if len(text) > 12 and other[path] == text] == []


def _sentences(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _sentences(each, f"{path}.{name}")
    elif isinstance(value, (list, tuple)):
        for number, each in enumerate(value):
            yield from _sentences(each, f"{path}.{number}")
    else:
        yield path, str(value)
