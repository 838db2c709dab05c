"""What a value of a data file is held to, said without pydantic: most processes read what was checked long ago.

pydantic takes as long to load as a workbook takes to be read. It is loaded where a file is checked
(`schemas.loading.checked`), and asks each annotation here as it asks its own `Field`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from schemas.frozen import Frozen


class Data(Frozen):
    """What a data file gives; a key it does not know is an error."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


class Held:
    """Bounds as pydantic's `Field` names them (`min_length`, `max_length`, `pattern`, `ge`, `le`)."""

    def __init__(self, **bounds: int | str) -> None:
        self._bounds = bounds

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return handler(source) | self._bounds


class Before:
    """A function that what stands in the file passes through first; it raises ValueError for what is wrong."""

    def __init__(self, check: Callable[[Any], Any]) -> None:
        self._check = check

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic import BeforeValidator  # noqa: PLC0415 - as above

        return BeforeValidator(self._check).__get_pydantic_core_schema__(source, handler)
