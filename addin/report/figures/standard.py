"""One standard: its indicators, and the regions over them."""

from __future__ import annotations

from addin.report.contents import Contents
from addin.report.figures.figure import Figure
from addin.report.figures.made import Sketch, sketch_of
from addin.report.figures.spread import spread_cells, spread_chart, spread_header, spread_row


def standard_figure(contents: Contents, standard: int, sketch: Sketch | None = None) -> Figure:
    """How all Members are spread at the indicators of `standard`, and its regions over all of them."""
    sketch = sketch or sketch_of(contents)
    indicators = contents.survey.indicators_of(standard)
    found = [(f"{each.number} {each.question}", contents.indicators[each.number]) for each in indicators]
    for region, spread in contents.standards_by_region.items():
        found.append((contents.words.regions.get(region, region), spread[standard]))
    total = contents.standards[standard]
    found.append((contents.words.all_members, total))
    rows = tuple(
        spread_row(sketch, label, each, is_apart=place == len(found) - 1, begins=place == len(indicators))
        for place, (label, each) in enumerate(found)
    )
    words = sketch.words.standard
    return sketch.figure(
        f"standard-{standard}",
        words.title.format(standard=standard),
        words.description.format(standard=standard, share=sketch.say.share(total.advanced)),
        spread_chart(contents, sketch, rows, label_width=190, size=7.2),
        (contents.words.indicator, *spread_header(contents, sketch)),
        [(label, *spread_cells(each)) for label, each in found],
    )
