"""The rooms of each package, and which of them may import which: the plan that the architecture test holds.

A room is a subpackage, or a module that stands beside them. Each package's rooms are listed from
the ground up: a room imports rooms listed above it only, and exactly those that it names. What a
room is for is the first line of its own docstring.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent

Plan = Mapping[str, frozenset[str]]
"""What each room imports of its own package, from the ground up."""


def _rooms(**rooms: str) -> Plan:
    return {room: frozenset(imported.split()) for room, imported in rooms.items()}


PLANS: Mapping[str, Plan] = {
    "schemas": _rooms(
        messages="",
        errors="messages",
        database_address="errors messages",
        excel="messages",
        frozen="",
        findings="frozen",
        whole_file="",
        written="errors messages whole_file",
        known_years="",
        models="excel findings frozen",
        layout="models",
        definition="layout models",
        questions="definition findings known_years layout messages models",
        years="database_address definition errors excel layout messages models questions",
        loading="definition errors excel findings messages models questions years",
        sentences="definition findings layout loading models questions",
        services="database_address definition errors excel questions years",
        terminal="known_years loading",
        places="database_address errors loading messages terminal whole_file written",
    ),
    "workbook_builder": _rooms(
        content="",
        formulas="",
        drawing="content formulas",
        sheets="content drawing formulas",
        build="content drawing formulas sheets",
        orders="build content drawing formulas sheets",
        build_command="orders",
    ),
    "addin": _rooms(
        log="",
        ribbon="",
        returned="",
        checks="returned",
        decisions="returned",
        submissions="checks decisions log returned",
        machines="submissions",
        figures="",
        themes="submissions",
        contacts="log submissions",
        consolidation="decisions returned submissions themes",
        tables="consolidation decisions figures submissions themes",
        database="consolidation submissions tables",
        earlier="consolidation database log returned submissions tables",
        kept="consolidation earlier log submissions tables",
        results="consolidation database decisions earlier figures kept returned submissions tables",
        ledger="consolidation decisions log results returned submissions tables",
        status="consolidation contacts decisions results returned submissions tables",
        report="consolidation database decisions earlier figures results submissions tables",
        regenerate="checks returned submissions",
        annotated="checks decisions regenerate returned submissions",
        letters="annotated consolidation contacts decisions results returned status submissions tables",
        installation="ribbon",
        buttons="annotated decisions earlier installation ledger letters log regenerate report results returned ribbon"
        " status submissions tables",
        excel="buttons installation log",
        window="buttons installation log ribbon",
        macros="buttons excel",
        api="consolidation decisions kept results returned submissions tables",
        commands="annotated decisions installation ledger letters machines regenerate report results"
        " returned ribbon status submissions window",
        command_line="",
        cli="command_line submissions",
    ),
}
"""By package. Nobody imports `commands` or `cli`: they are found by entry points; the VBA finds `macros`, and
programs `api`."""


def modules_of(package: str, room: str) -> tuple[Path, ...]:
    """The modules of a room, in order."""
    folder = ROOT / package / room
    return tuple(sorted(folder.rglob("*.py"))) if folder.is_dir() else (folder.with_suffix(".py"),)


def description(package: str, room: str) -> str:
    """What a room is for, in one line."""
    folder = ROOT / package / room
    module = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0]


def rooms_there(package: str) -> set[str]:
    """The rooms of a package as they are on the disk: what holds Python."""
    paths = (path.relative_to(ROOT / package) for path in (ROOT / package).rglob("*.py"))
    return {path.parts[0].removesuffix(".py") for path in paths} - {"__init__"}


def imported(package: str, room: str) -> set[str]:
    """The other rooms of its package that a room's modules import, at their head or later."""
    names = {name for module in modules_of(package, room) for name in imports_of(module)}
    rooms = {name.split(".")[1] for name in names if name.startswith(f"{package}.")}
    return rooms - {room}


@cache
def imports_of(module: Path) -> frozenset[str]:
    """As `imports`, of a file; each is read once."""
    return frozenset(imports(ast.parse(module.read_text(encoding="utf-8"))))


def imports(tree: ast.Module) -> set[str]:
    """The dotted names that a module imports; of `from a import b` it is `a.b`, whatever `b` is."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def docstring(package: str, room: str) -> str:
    """What a subpackage says of itself; empty for a room that is one module."""
    module = ROOT / package / room / "__init__.py"
    return ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "" if module.exists() else ""


def doors(package: str, room: str) -> set[str]:
    """The modules of a room that other rooms import from."""
    inside = {module.stem for module in modules_of(package, room)}
    others = (
        module
        for other in PLANS
        for module in sorted((ROOT / other).rglob("*.py"))
        if module not in modules_of(package, room)
    )
    names = {name for module in others for name in imports_of(module)}
    parts = (name.split(".") for name in names if name.startswith(f"{package}.{room}."))
    return {part[2] for part in parts if part[2] in inside}
