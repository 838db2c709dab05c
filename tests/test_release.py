"""What a release is made of: its licences, its version, its lock, and the lines that check it."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from addin.installation.packaged import PACKAGED
from addin.ribbon.vba_project import xlwings_source
from tests.vba import source_of

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
FONTS = ROOT / "addin" / "report" / "fonts"


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# --- whose it is -----------------------------------------------------------------------------------


def licence_of_xlwings() -> list[str]:
    """The comment at the head of the module that xlwings ships, without its marks and empty lines."""
    lines = xlwings_source().replace("\r\n", "\n").split("\n")
    head = lines[lines.index("'xlwings is distributed under a BSD 3-clause license.") :]
    comment = head[: next(at for at, line in enumerate(head) if not line.startswith("'"))]
    return [line[1:] for line in comment if line != "'"]


def test_the_licence_of_xlwings_is_whole() -> None:
    """What the next tests look for: who, the three conditions, and the disclaimer."""
    licence = "\n".join(licence_of_xlwings())
    assert "Copyright (C) 2014-present, Zoomer Analytics" in licence
    assert licence.count("\n* ") == 3
    assert licence.endswith("EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.")


def test_xlwings_module_in_the_add_in_still_carries_its_licence() -> None:
    """Hardening cuts much of it, and its licence never."""
    module = [line.removeprefix("'") for line in source_of(PACKAGED)["xlwings"].splitlines()]
    assert [line for line in licence_of_xlwings() if line not in module] == []


def test_the_notice_has_the_licences_of_what_travels_along() -> None:
    notice = text_of("NOTICE")
    assert "\n".join(licence_of_xlwings()) in re.sub(r"\n\n+", "\n", notice)
    assert (FONTS / "OFL.txt").read_text(encoding="utf-8") in notice


def test_the_notice_says_whose_the_wording_is() -> None:
    assert "They are the WCO's, and the MIT licence does not extend to them." in " ".join(text_of("NOTICE").split())


def test_what_is_licensed_is_named_in_the_package() -> None:
    assert PROJECT["license"] == "MIT AND BSD-3-Clause AND OFL-1.1"
    assert [name for name in PROJECT["license-files"] if not (ROOT / name).is_file()] == []
    assert text_of("LICENSE").startswith("MIT License\n\nCopyright (c) 2026 The kpibook authors\n")


def test_no_index_takes_it_by_mistake() -> None:
    """The name on PyPI is not ours: whoever uploads is refused there."""
    assert "Private :: Do Not Upload" in PROJECT["classifiers"]


# --- which one it is --------------------------------------------------------------------------------


def test_the_topmost_release_of_the_changelog_is_the_version() -> None:
    headings = re.findall(r"^## \[(.+?)\](.*)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == ("Unreleased", "")
    released, day = headings[1]
    assert released == PROJECT["version"]
    assert re.fullmatch(r" - \d{4}-\d\d-\d\d", day)


def test_the_version_stands_in_what_is_installed() -> None:
    """Where it does not, install it again: what is installed is older than the text."""
    assert version("kpibook") == PROJECT["version"]


# --- what it was tested with ------------------------------------------------------------------------


def test_the_lock_is_of_these_dependencies() -> None:
    """What `uv lock` wrote down of kpibook itself is what pyproject.toml says; no network is asked."""
    locked = tomllib.loads(text_of("uv.lock"))
    own = next(package for package in locked["package"] if package["name"] == "kpibook")
    assert own["version"] == PROJECT["version"]
    assert locked["requires-python"] == PROJECT["requires-python"]
    declared = [(None, line) for line in PROJECT["dependencies"]]
    declared += [(extra, line) for extra, lines in PROJECT["optional-dependencies"].items() for line in lines]
    assert stated(own["metadata"]["requires-dist"]) == {asked for extra, line in declared for asked in of(extra, line)}


def stated(requirements: list[dict[str, str]]) -> set[tuple[str | None, str, frozenset[str]]]:
    """Extra, name and bounds of each requirement of the lock; kpibook's own extras by their names."""
    found = set()
    for requirement in requirements:
        extra = re.search(r"extra == '(\w+)'", requirement.get("marker", ""))
        inner = ",".join(requirement.get("extras", ()))
        name = requirement["name"] + (f"[{inner}]" if inner else "")
        bounds = frozenset(filter(None, requirement.get("specifier", "").split(",")))
        found.add((extra[1] if extra else None, name, bounds))
    return found


def of(extra: str | None, line: str) -> list[tuple[str | None, str, frozenset[str]]]:
    """The same of a line of pyproject.toml."""
    match = re.fullmatch(r"([\w-]+)(?:\[([\w,]+)\])?(.*)", line)
    assert match, line
    name, inner, bounds = match.groups()
    wanted = frozenset(filter(None, bounds.split(",")))
    return [(extra, name.lower() + (f"[{inner}]" if inner else ""), wanted)]


@pytest.mark.parametrize(
    "line",
    [*PROJECT["dependencies"], *(line for lines in PROJECT["optional-dependencies"].values() for line in lines)],
)
def test_every_dependency_has_an_upper_bound(line: str) -> None:
    """But for kpibook's own extras."""
    assert line.startswith("kpibook[") or re.search(r"<\d|==\d", line)


# --- which lines check it ---------------------------------------------------------------------------


def test_what_runs_at_a_commit_is_what_ci_runs_before_all_else() -> None:
    lines = text_of(".ci/run").splitlines()
    begins = next(at for at, line in enumerate(lines) if line.startswith("# before a commit"))
    hooks = yaml.safe_load(text_of(".pre-commit-config.yaml"))["repos"][0]["hooks"]
    assert [hook["entry"] for hook in hooks] == lines[begins + 1 : lines.index("# all else")]


def test_ci_sets_up_as_the_readme_says() -> None:
    """From the lock; with the extra `dev`, which is `test` and what checks a release."""
    told = re.findall(r"^python3 -m venv .*pytest.*$", text_of("README.md"), re.MULTILINE)[0]
    assert ".venv/bin/uv sync --locked --inexact --extra test" in told
    assert "uv sync --quiet --locked --inexact --extra dev" in text_of(".ci/run")
    assert "kpibook[test]" in PROJECT["optional-dependencies"]["dev"]
    assert told.endswith(".venv/bin/python -m pytest -n auto")
    assert text_of(".ci/run").endswith("\npython -m pytest -n auto\npython -m benchmarks callgrind\n")
