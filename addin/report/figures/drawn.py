"""All figures of a report, in the order in which it shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from addin.report.contents import Contents
from addin.report.figures.amounts import information, matched_by_standard, needs_by_theme, net_by_indicator, response
from addin.report.figures.cells import level_matrix, standards_by_region
from addin.report.figures.figure import Figure
from addin.report.figures.made import Sketch, sketch_of
from addin.report.figures.series import series
from addin.report.figures.spread import levels_by_indicator, levels_by_region, levels_by_standard

_Drawing = Callable[[Contents, Sketch], Figure]


def figures_of(contents: Contents) -> tuple[Figure, ...]:
    """The figures that `contents` has something for: without Members only who was asked, without last year no change.

    Raises `DefinitionError` where there are no words in its language.
    """
    sketch = sketch_of(contents)
    return tuple(draw(contents, sketch) for draw in _drawings(contents))


def _drawings(contents: Contents) -> Iterator[_Drawing]:
    yield response
    if contents.survey.members:
        yield from (levels_by_standard, levels_by_indicator, standards_by_region, levels_by_region)
    if contents.changes.all.matched:
        yield from (level_matrix, net_by_indicator, matched_by_standard)
    if len(contents.years) > 1:
        yield _series
    if any(contents.themes.values()):
        yield needs_by_theme
    if any(each.numbers for each in contents.information.values()):
        yield information


def _series(contents: Contents, sketch: Sketch) -> Figure:
    return series(contents.years, contents.survey.standards, contents.words, sketch)
