"""What a workbook for every Member costs, in the language of each, without last year's answers and with them.

It is made by all processors, as `kpibook build` makes it; the one that it is compared with, by one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from benchmarks.timed import Ratio, alternate, ratio
from schemas.definition import Definition
from schemas.loading.loader import load_definition
from schemas.services import process_pool
from schemas.years.last_year import LastIndicator, LastYear
from workbook_builder.build import build_workbook
from workbook_builder.orders.many import make_many
from workbook_builder.orders.orders import all_members, orders_for

_ROUNDS = 3
_YEAR = 2027


def ratios() -> Iterator[Ratio]:
    """All Members' workbooks against one template."""
    definition = load_definition()
    orders = orders_for(all_members(), definition.edition.edition, _YEAR, None)
    last = _last_year(definition)
    before = dict.fromkeys(all_members(), last)
    one, plain, beside = alternate(
        _ROUNDS,
        lambda: build_workbook(definition, _YEAR),
        lambda: deque(make_many(orders, None, None, {}, open_pool=process_pool()), maxlen=0),
        lambda: deque(make_many(orders, None, last.year, before, open_pool=process_pool()), maxlen=0),
    )
    yield ratio("build a workbook for every Member", len(orders), plain, "one build", one, 6)
    yield ratio("the same, with last year's answers", len(orders), beside, "one build", one, 9)


def _last_year(definition: Definition) -> LastYear:
    """A Member's answers to all questions of level 4."""
    text = "Carriers and platforms send data before arrival; the Customs Act was amended. " * 3
    indicator = LastIndicator(4, dict.fromkeys(range(1, 5), text), {3: "yes"})
    items = {(s, k): "45" for s, k, _ in definition.edition.information()}
    return LastYear(_YEAR - 1, dict.fromkeys(definition.edition.indicators, indicator), items)
