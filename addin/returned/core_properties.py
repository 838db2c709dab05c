"""When a file says that it was last changed."""

from __future__ import annotations

import datetime as dt

from lxml import etree

from addin.returned.opc import Parts
from addin.returned.package_error import PackageError
from schemas.findings.catalogue import PartNotRead

_CORE = "metadata/core-properties"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_MICROSECOND_DIGITS = 6


def modified(parts: Parts) -> dt.datetime | None:
    """The moment in the package's core properties, in UTC; None where there is none to be read."""
    found = [relation for relation in parts.relations("") if relation.kind.endswith(_CORE.rpartition("/")[2])]
    if len(found) != 1 or found[0].target not in parts.archive:
        return None
    try:
        root = parts.root(found[0].target)
    except PackageError as error:
        if not isinstance(error.why, PartNotRead):
            raise
        return None
    return moment_in(root, _MODIFIED)


def moment_in(root: etree._Element, tag: str) -> dt.datetime | None:
    """The moment in the first element of this tag, in UTC; None where there is none."""
    element = next(root.iter(tag), None)
    return None if element is None else _moment((element.text or "").strip())


def _moment(text: str) -> dt.datetime | None:
    head, point, fraction = text.replace("Z", "+00:00").partition(".")
    if point:
        # An .ods has nine digits of a second, Python reads six.
        digits = len(fraction) - len(fraction.lstrip("0123456789"))
        head = f"{head}.{fraction[: min(digits, _MICROSECOND_DIGITS)]}{fraction[digits:]}"
    try:
        moment = dt.datetime.fromisoformat(head)
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None
