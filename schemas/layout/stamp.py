"""What a workbook says of itself.

The stamp stands in the first cell of every sheet, visible ones included, so that it survives the
loss of the hidden sheets, a rename and a copy into another workbook. It is plain text on purpose:
a program that rewrites the package keeps it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_FORM = re.compile(
    r"^kpibook edition=(?P<edition>\S+) language=(?P<language>[a-z]{2}) year=(?P<year>\d{4})"
    r" member=(?P<member>[A-Z]{3}|-) layout=(?P<layout>[0-9a-f]{12}) product=(?P<product>\S+) sheet=(?P<sheet>\S+)$"
)


class Stamp(NamedTuple):
    """Edition, language, year, Member (or None), layout fingerprint and product version."""

    edition: str
    language: str
    year: int
    layout: str
    product: str
    member: str | None = None

    @property
    def without_member(self) -> Stamp:
        """The stamp of the same template for any Member."""
        return self._replace(member=None)

    def text(self, sheet: str) -> str:
        """The stamp as it is written into the first cell of the sheet with key `sheet`."""
        return (
            f"kpibook edition={self.edition} language={self.language} year={self.year}"
            f" member={self.member or '-'} layout={self.layout} product={self.product} sheet={sheet}"
        )


def read_stamp(text: object) -> tuple[Stamp, str] | None:
    """The stamp in `text` and the key of the sheet it stands on; None where there is none."""
    match = _FORM.match(text.strip()) if isinstance(text, str) else None
    if match is None:
        return None
    member = None if match["member"] == "-" else match["member"]
    stamp = Stamp(match["edition"], match["language"], int(match["year"]), match["layout"], match["product"], member)
    return stamp, match["sheet"]
