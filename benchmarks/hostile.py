"""How reading time grows with hostile input: doubling with it, never squaring.

Each line is one kind of part that made patterns look back over all that was before; the last column
is the time of twice the input over that of the input, 2 where a reader is linear.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from addin.returned.inspecting import inspect
from addin.returned.package_error import PackageError
from schemas.loading.loader import load_definition
from tests.packages import SHEET, added
from workbook_builder.build import build_workbook

SIZES = (100_000, 200_000, 400_000)
KINDS: dict[str, Callable[[int], tuple[str, str]]] = {
    "tags in a comment": lambda n: (SHEET, f'<worksheet><!-- t="e" {"<c " * n}--></worksheet>'),
    "tags without an end": lambda n: (SHEET, f"<worksheet>{'<c ' * n}"),
    "attributes": lambda n: (SHEET, "<worksheet " + " ".join(f'a{i}="1"' for i in range(n)) + "/>"),
    "one attribute many times": lambda n: (SHEET, f'<worksheet><v>9e9</v><c{" s=" * n}/>'),
    "nesting": lambda n: (SHEET, "<a>" * n),
    "namespaces": lambda n: (SHEET, "".join(f'<a xmlns:p{i}="u">' for i in range(n))),
    "references": lambda n: (SHEET, f"<worksheet>{'&#xD800;' * n}</worksheet>"),
    "dates in the properties": lambda n: ("docProps/core.xml", f"<a>{'<dc:date' * n}"),
    "comments": lambda n: ("xl/theme/theme1.xml", "<!-- -->" * n),
    "comments without an end": lambda n: ("xl/theme/theme1.xml", "<!--" * n),
}  # fmt: skip


def main() -> None:
    """Measure and print a line for each kind."""
    template = build_workbook(load_definition(), 2026).data
    print(f"| what | {' | '.join(f'{size:,}, s' for size in SIZES)} | a doubling |\n|---|---|---|---|---|")
    for what, make in KINDS.items():
        times = [_seconds(added(template, {part: text.encode()})) for part, text in map(make, SIZES)]
        print(f"| {what} | {' | '.join(f'{t:.3f}' for t in times)} | {times[-1] / times[-2]:.1f} |", flush=True)


def _seconds(package: bytes) -> float:
    """The quickest of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        with contextlib.suppress(PackageError):
            inspect(package)
        times.append(time.process_time() - start)
    return min(times)
