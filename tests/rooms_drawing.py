"""The rooms as a drawing that needs no network and no program to draw it: `docs/rooms.svg`.

`python -m tests.architecture_page` writes it with the page. Each package is a box, each room stands above all that it
imports, and a line leads down to what it imports directly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_WIDE, _HIGH, _ACROSS, _DOWN, _EDGE, _HEAD = 118, 26, 14, 30, 16, 30
_STYLE = (
    "text{font:12px sans-serif;text-anchor:middle;fill:#222}.head{font-weight:bold;text-anchor:start}"
    ".box{fill:#f6f8fa;stroke:#888}.room{fill:#fff;stroke:#345}.line{stroke:#678;fill:none}"
)
Arrows = Mapping[str, list[str]]
"""A package's rooms in their order, each with those that an arrow leads to."""


def drawing(packages: Mapping[str, tuple[str, Arrows]]) -> str:
    """The drawing as SVG, of packages by name: the title of each, and its rooms."""
    parts: list[str] = []
    wide = below = 0
    for name, (title, arrows) in reversed(packages.items()):  # the ground floor at the bottom
        across, high, drawn = _package(title, arrows)
        parts.append(f'<g id="{name}" transform="translate(0,{below})">{drawn}</g>')
        wide, below = max(wide, across), below + high + _EDGE
    size = f'width="{wide}" height="{below}" viewBox="0 0 {wide} {below}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{_STYLE}</style>'
    return "\n".join((head, *parts, "</svg>", ""))


def floors(arrows: Arrows) -> dict[str, int]:
    """How high each room stands: one above the highest that it imports."""
    found: dict[str, int] = {}
    for room, imported in arrows.items():  # the plan lists a room behind all that it imports
        found[room] = max((found[other] + 1 for other in imported), default=0)
    return found


def _package(title: str, arrows: Arrows) -> tuple[int, int, str]:
    places = _places(arrows)
    wide = max(x for x, _ in places.values()) + _WIDE + _EDGE
    wide = max(wide, len(title) * 7 + 2 * _EDGE)
    tall = max(y for _, y in places.values()) + _HIGH + _EDGE
    frame = f'<rect class="box" width="{wide}" height="{tall}"/><text class="head" x="{_EDGE}" y="20">{title}</text>'
    return wide, tall, frame + "".join(_lines(arrows, places)) + "".join(_rooms(places))


def _places(arrows: Arrows) -> dict[str, tuple[int, int]]:
    """The upper left corner of each room, in dots: a room stands above the middle of what it imports."""
    floor = floors(arrows)
    top = max(floor.values())
    places: dict[str, tuple[int, int]] = {}
    for level in range(top + 1):
        rooms = [room for room in arrows if floor[room] == level]
        wished = {room: [places[other][0] for other in arrows[room]] or [_EDGE] for room in rooms}
        free = _EDGE
        for room in sorted(rooms, key=lambda each: sum(wished[each]) / len(wished[each])):
            x = max(free, sum(wished[room]) // len(wished[room]))
            places[room] = (x, _HEAD + (top - level) * (_HIGH + _DOWN))
            free = x + _WIDE + _ACROSS
    return places


def _lines(arrows: Arrows, places: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    half = _WIDE // 2
    for room, imported in arrows.items():
        x, y = places[room]
        for other in imported:
            there, below = places[other]
            bend = f"C{x + half},{y + _HIGH + _DOWN} {there + half},{below - _DOWN}"
            yield f'<path class="line" d="M{x + half},{y + _HIGH} {bend} {there + half},{below}"/>'


def _rooms(places: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    for room, (x, y) in places.items():
        yield f'<rect class="room" x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" rx="4"/>'
        yield f'<text x="{x + _WIDE // 2}" y="{y + 17}">{room}</text>'
