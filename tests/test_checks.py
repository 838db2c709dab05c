"""Each check declares the cases it yields: held against its source, and against what it really yields."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from addin.checks import CHECKS, Check
from addin.returned.package_error import PackageError
from addin.returned.returned import Returned
from addin.submissions.examine import read_returned
from schemas.findings import Case
from schemas.findings import catalogue as catalogue_module
from schemas.findings.catalogue import CATALOGUE
from schemas.loading.loader import load_definition
from tests.golden_findings import messy_workbooks

ROOT = Path(__file__).parent.parent
RETURNED = Path(__file__).parent / "returned"
NAMES = {case.__name__: case for case in CATALOGUE.values()}
REFUSING = ("addin/returned", "addin/submissions", "addin/consolidation")
"""Where it is said that no answers are taken from a file, or not from this one: not a check's business."""


# --- against the source -------------------------------------------------------------------------


def named_in(tree: ast.AST) -> set[type[Case]]:
    """The cases that are named anywhere in `tree`."""
    return {NAMES[node.id] for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in NAMES}


def made_in(tree: ast.AST) -> set[type[Case]]:
    """The cases that are made somewhere in `tree`."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {NAMES[func.id] for func in calls if isinstance(func, ast.Name) and func.id in NAMES}


def made_below(*folders: str) -> set[type[Case]]:
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return {case for path in paths for case in made_in(ast.parse(path.read_text(encoding="utf-8")))}


@cache
def functions(module: ModuleType) -> dict[str, ast.FunctionDef]:
    """The functions of a module, by name."""
    tree = ast.parse(inspect.getsource(module))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def reached_from(check: Check) -> Iterator[ast.stmt]:
    """The statements of a check and of the functions of its module that it comes to, decorators left out."""
    module = inspect.getmodule(check.run)
    assert module is not None
    waiting, seen = [check.run.__name__], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in functions(module):
            continue
        seen.add(name)
        body = functions(module)[name].body
        yield from body
        waiting += [node.id for part in body for node in ast.walk(part) if isinstance(node, ast.Name)]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.run.__name__)
def test_a_check_makes_what_it_declares_and_nothing_else(check: Check) -> None:
    body = ast.Module(list(reached_from(check)), [])
    assert made_in(body) == check.own
    assert ("problem_of" in {node.id for node in ast.walk(body) if isinstance(node, ast.Name)}) == bool(check.read)


def test_what_the_questions_say_of_a_cell_is_passed_on_by_a_check() -> None:
    assert made_below("schemas/questions") == frozenset().union(*(check.read for check in CHECKS))


def test_every_case_is_made_by_a_check_or_where_files_are_refused() -> None:
    checked = frozenset().union(*(check.cases for check in CHECKS))
    refused = made_below(*REFUSING)
    assert checked | refused == set(CATALOGUE.values())
    assert checked & refused == set()


def test_every_case_is_named_as_it_is_declared() -> None:
    assert all(getattr(catalogue_module, name) is case for name, case in NAMES.items())


# --- against what it yields ---------------------------------------------------------------------


@cache
def corpus() -> tuple[Returned, ...]:
    """The files of tests/returned that can be read, and the messy workbooks of the golden texts."""
    messy = messy_workbooks(load_definition())
    read = []
    for name, data in [*((path.name, path.read_bytes()) for path in sorted(RETURNED.iterdir())), *messy.items()]:
        try:
            read.append(read_returned(data, name))
        except PackageError:
            continue
    return tuple(read)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.run.__name__)
def test_a_check_yields_what_it_declares_and_nothing_else(check: Check) -> None:
    found = {CATALOGUE[finding.code, finding.variant] for returned in corpus() for finding in check(returned)}
    assert found == check.cases, "a case that no workbook here brings about belongs into tests/golden_findings.py"
