"""Draws the rooms in `docs/architecture.md` from the plan that the imports are held against.

`python -m tests.architecture_page` writes the page anew between its marks; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.rooms import PLANS, Plan, description
from tests.rooms_drawing import drawing

PAGE = Path(__file__).parent.parent / "docs" / "architecture.md"
PICTURE = PAGE.with_name("rooms.svg")
"""The same drawing for the site, which is read without a network; GitHub draws the text."""
_PART = re.compile(r"(<!-- rooms -->\n).*?(<!-- end of rooms -->)", re.DOTALL)
_TITLES = {
    "schemas": "schemas: what is asked, and where it sits",
    "workbook_builder": "workbook_builder: draws it",
    "addin": "addin: reads it back",
}


def page() -> str:
    """The page with its rooms drawn as the plan has them."""
    drawn = "\n".join((*_drawing(), "", *_list()))
    return _PART.sub(lambda match: f"{match[1]}{drawn}\n{match[2]}", PAGE.read_text(encoding="utf-8"))


def _drawing() -> Iterator[str]:
    """Each package as a box with its rooms; an arrow leads from a room to what it imports directly.

    An arrow that only repeats a longer way is left out, or nobody could follow the others.
    """
    yield "```mermaid"
    yield "flowchart BT"
    for package, plan in PLANS.items():
        yield f'    subgraph {package}["{_TITLES[package]}"]'
        yield from (f'        {package}_{room}["{room}"]' for room in plan)
        for room, others in _arrows(plan).items():
            yield from (f"        {package}_{room} --> {package}_{other}" for other in others)
        yield "    end"
    yield "    workbook_builder --> schemas"
    yield "    addin --> schemas"
    yield "```"


def picture() -> str:
    """The drawing of the rooms as SVG."""
    return drawing({package: (_TITLES[package], _arrows(plan)) for package, plan in PLANS.items()})


def _arrows(plan: Plan) -> dict[str, list[str]]:
    """What each room imports directly, but for what a longer way leads to as well."""
    return {
        room: sorted(imported - {there for other in imported for there in _reached(plan, other)})
        for room, imported in plan.items()
    }


def _reached(plan: Plan, room: str) -> set[str]:
    rooms = plan[room]
    return set(rooms).union(*(_reached(plan, other) for other in rooms)) if rooms else set()


def _list() -> Iterator[str]:
    for package, plan in PLANS.items():
        yield f"| {package}/ | what it is for |"
        yield "|---|---|"
        yield from (f"| {room} | {description(package, room)} |" for room in plan)
        yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    PICTURE.write_text(picture(), encoding="utf-8")
