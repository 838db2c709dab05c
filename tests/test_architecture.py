"""The walls of the project, read from the code's own imports."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from schemas.layout import names
from schemas.terminal.outcome import OUTPUT
from tests.rooms import PLANS, ROOT, description, docstring, doors, imported, imports, rooms_there

PACKAGES = ("schemas", "workbook_builder", "addin")

FORBIDDEN = [
    # (package, what it may not import, where it may all the same)
    ("schemas", "openpyxl", ()),
    ("schemas", "pandas", ()),
    ("schemas", "xlwings", ()),
    ("schemas", "python_calamine", ()),
    ("schemas", "workbook_builder", ()),
    ("schemas", "addin", ()),
    ("workbook_builder", "addin", ()),
    ("workbook_builder", "pandas", ()),
    ("workbook_builder", "python_calamine", ()),
    ("addin", "workbook_builder", ()),
    ("addin", "python_calamine", ("addin/returned/formatted_numbers.py",)),
    ("addin", "xlwings", ("addin/excel/excel_front.py",)),
]


def modules(package: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


ROOMS = [(package, room) for package, plan in PLANS.items() for room in plan]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_is_in_the_plan(package: str) -> None:
    assert set(PLANS[package]) == rooms_there(package)


@pytest.mark.parametrize(("package", "room"), ROOMS, ids=lambda part: part)
def test_a_room_imports_what_the_plan_says(package: str, room: str) -> None:
    assert imported(package, room) == PLANS[package][room]


@pytest.mark.parametrize(("package", "room"), ROOMS, ids=lambda part: part)
def test_no_import_goes_up(package: str, room: str) -> None:
    """A room imports rooms listed above it only, so that there is no circle."""
    plan = list(PLANS[package])
    assert PLANS[package][room] <= set(plan[: plan.index(room)])


def test_nobody_imports_commands_or_buttons_but_the_entry_points_of_the_buttons() -> None:
    outside = [("addin", "commands"), ("addin", "cli"), ("addin", "macros"), ("workbook_builder", "build_command")]
    for package, room in outside:
        assert [user for user, used in PLANS[package].items() if room in used] == []
    assert [user for user, used in PLANS["addin"].items() if "excel" in used] == ["macros"]


@pytest.mark.parametrize(("package", "room"), ROOMS, ids=lambda part: part)
def test_a_room_says_what_it_is_for_in_one_line(package: str, room: str) -> None:
    says = description(package, room)
    assert says[-1:] in {".", ":"}, says


@pytest.mark.parametrize(("package", "library", "but"), FORBIDDEN)
def test_nobody_imports_what_is_not_theirs(package: str, library: str, but: tuple[str, ...]) -> None:
    guilty = [
        path
        for path, tree in modules(package)
        if path not in but and any(name.partition(".")[0] == library for name in imports(tree))
    ]
    assert guilty == []


def test_the_part_of_xlwings_that_is_not_free_for_all_is_nowhere() -> None:
    for package in PACKAGES:
        for path, tree in modules(package):
            assert not any(name.startswith("xlwings.pro") for name in imports(tree)), path


@pytest.mark.parametrize("package", ["workbook_builder", "addin"])
def test_places_come_from_the_layout(package: str) -> None:
    """No cell is named by a literal address or by literal numbers outside `schemas/layout/`."""
    for path, tree in modules(package):
        for node in ast.walk(tree):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                assert not re.fullmatch(r"[A-Z]{1,3}[0-9]+", str(node.slice.value)), f"{path}:{node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "cell":
                literal = [arg for arg in node.args if isinstance(arg, ast.Constant)]
                assert len(literal) < 2, f"{path}:{node.lineno}"


# --- names -----------------------------------------------------------------------------------
NAMES = "schemas/layout/names.py"
NO_NAMES = {("schemas/questions/information.py", "info_{}"), ("addin/tables/columns.py", "level_{}")}
"""What looks like a defined name and is none: a key of the wording, a column of the summary."""
STEMS = "|".join(sorted({kind.stem for kind in names.KINDS.values()}, key=len, reverse=True))
WORDED = "|".join(kind.stem for kind in names.KINDS.values() if isinstance(kind, names.OfWord))
MADE = re.compile(rf"(?<![A-Za-z_])(?:(?:{STEMS})_(?:[0-9]+_)*|(?:{WORDED})_[a-z_]*)[{{%]")
"""A stem before what is filled in: `level_{}_{}`, `text_{}` in a formula, `level_%s`."""
ENDINGS = "|".join(kind.ending for kind in names.KINDS.values() if kind.ending)
FILLED_UP = re.compile(rf"\{{\}}(?:_\{{\}})*(?:_\{{\}}|{ENDINGS})")
"""A stem that is filled in as well: `{}_{}_{}`; an ending that is put behind a name."""
BY_PART = {"partition", "rpartition", "split", "rsplit", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix"}
BY_PART |= {"startswith", "endswith", "find", "index", "match", "fullmatch", "search", "compile"}
PART = re.compile(rf"_|(?:{STEMS})_?|{ENDINGS}|0123456789_")


def written(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Every text in the code but its docstrings, with `{}` for what is filled in."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node, "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | parts:
            yield node, node.value


def made_of_text(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The lines that put a defined name together, and what of it is written there."""
    for node, text in written(tree):
        put_together = MADE.search(text) or names.read_name(text) or re.fullmatch(rf"(?:{STEMS})_", text)
        if put_together or (isinstance(node, ast.JoinedStr) and FILLED_UP.fullmatch(text)):
            yield node.lineno, text


def taken_apart(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The lines that look into a text for the parts of a defined name."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, texts = node.func.attr, [str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)]
        if name in BY_PART and any(PART.fullmatch(text) for text in texts):
            yield node.lineno, f"{name}({', '.join(texts)})"
        if name == "replace" and texts == [".", "_"]:
            yield node.lineno, "replace(., _)"


@pytest.mark.parametrize("package", PACKAGES)
def test_a_defined_name_is_made_and_taken_apart_in_one_module(package: str) -> None:
    guilty = [
        f"{path}:{line}: {text}"
        for path, tree in modules(package)
        if path != NAMES
        for line, text in (*made_of_text(tree), *taken_apart(tree))
        if (path, text) not in NO_NAMES
    ]
    assert guilty == []


@pytest.mark.parametrize(
    ("code", "is_seen"),
    [
        ('f"level_{s}_{i}"', True),
        ('f"problem_{s}_{i}_1"', True),
        ('f"IF(text_error_{words},1,0)"', True),
        ('f"{kind}_{s}_{i}"', True),
        ('f"{name}_currency"', True),
        ('"answer_%d_%d_%d" % (s, i, n)', True),
        ('"answer_{}_{}_{}".format(s, i, n)', True),
        ('"sign_off_" + str(s)', True),
        ('given["level_1_1"]', True),
        ("f\"level_{number.replace('.', '_')}\"", True),
        ('name.startswith("last_level_")', True),
        ('name.rstrip("0123456789_")', True),
        ('name.partition("_")', True),
        ('name.split("_")[1:3]', True),
        ("names.level(s, i)", False),
        ('given["country"]', False),
        ('f"IF({cell}=1,text_complete,text_stale)"', False),
        ('f"{s}.{i}: {status}"', False),
        ('f"settings_{setting}"', False),
        ('mark.partition(".")', False),
        ('mark.startswith("standard.")', False),
    ],
)
def test_names_made_or_taken_apart_by_hand_are_seen(code: str, is_seen: bool) -> None:
    tree = ast.parse(f"x = {code}")
    assert any((*made_of_text(tree), *taken_apart(tree))) == is_seen


def test_commands_are_named_alike() -> None:
    """`kpibook x` is `x_command` in a module of its own: `x` among the add-in's, `x_command` among the builder's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    commands = project["entry-points"]["kpibook.commands"]
    for name, value in commands.items():
        assert value in {f"addin.commands.{name}:{name}_command", f"workbook_builder.{name}_command:{name}_command"}
    assert all(command.load().name == command.name for command in entry_points(group="kpibook.commands"))
    built = {value.partition(":")[0] for value in commands.values()}
    shared = {"addin.commands.__init__", "addin.commands.options"}
    there = {f"addin.commands.{path.stem}" for path in (ROOT / "addin" / "commands").glob("*.py")}
    assert there - shared == {module for module in built if module.startswith("addin.")}


PRINTS = re.compile(r"(?<![\w.])print\(|\becho\(|\bConsole\(|std(?:out|err)\.write\(|\bsecho\(")
MAY_PRINT = {"schemas/terminal/lines.py", "schemas/sentences/findings_page.py", "addin/ribbon/icons/draw.py"}
"""The one place that prints, and two that are run by whoever changes kpibook."""


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_printed_goes_through_one_place(package: str) -> None:
    """There what came from a file or a name loses what a terminal would obey."""
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path, _ in modules(package)}
    assert [path for path, text in texts.items() if PRINTS.search(text) and path not in MAY_PRINT] == []


def test_the_language_that_is_spoken_is_decided_in_one_place() -> None:
    """Who falls back to the default language asks `load_spoken`; nobody else knows which one that is."""
    naming = [
        path
        for package in PACKAGES
        for path, tree in modules(package)
        if any(getattr(node, "id", getattr(node, "name", "")) == "DEFAULT_LANGUAGE" for node in ast.walk(tree))
    ]
    assert naming == ["schemas/loading/loader.py", "schemas/loading/spoken.py"]


def test_nothing_names_a_path_of_one_machine() -> None:
    own = Path(__file__).name
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".bas", ".xml"} and path.name != own:
            if any(part.startswith(".") or part in {"node_modules", "build", "output"} for part in parts):
                continue
            assert not re.search(r"(?<![\w.])/(?:work|root|home)/\w", path.read_text(encoding="utf-8")), path


def test_output_stands_in_the_tree_and_nothing_in_it_is_kept() -> None:
    rules = (ROOT / OUTPUT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert [rule for rule in rules if not rule.startswith("#")] == ["*", "!.gitignore"]


SUBPACKAGES = [
    (package, room)
    for package, plan in PLANS.items()
    for room in plan
    if (ROOT / package / room / "__init__.py").exists()
]


@pytest.mark.parametrize(("package", "room"), SUBPACKAGES)
def test_a_room_names_its_doors(package: str, room: str) -> None:
    """Each module that others import from, with names that are there; two rooms are their own doors."""
    said = docstring(package, room).partition("Doors: ")[2]
    for module, listed in re.findall(r"`(\w+)`(?: \(([\w, ]+)\))?", said):
        if (ROOT / package / room / f"{module}.py").exists():
            tree = ast.parse((ROOT / package / room / f"{module}.py").read_text(encoding="utf-8"))
            there = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
            there |= {n.id for node in tree.body for n in ast.walk(node) if isinstance(n, ast.Name)}
            assert set(listed.split(", ") if listed else ()) <= there, module
    if room not in {"questions", "findings", "commands"}:
        assert doors(package, room) <= set(re.findall(r"`(\w+)`", said))
