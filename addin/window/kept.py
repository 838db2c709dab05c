"""What was set in the window, kept in a file from one time to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from addin.buttons.keys import without_key
from addin.log import note
from schemas.whole_file import whole_file

FILE_NAME = "desk-settings.json"
_SETTINGS = TypeAdapter(dict[str, str])


class KeptSettings:
    """The settings as texts, by name; read once, and written whole when `save` is called.

    A file that cannot be read is put aside under the name in `damaged`, and the settings begin empty.
    """

    def __init__(self, path: Path, first: Mapping[str, str] | None = None) -> None:
        self._path = path
        self.damaged: Path | None = None
        self._values = {**(first or {}), **self._read()}
        self._written = dict(self._values)

    def get(self, name: str) -> str:
        """A setting; empty where it is not set."""
        return self._values.get(name, "")

    def set(self, name: str, value: str) -> None:
        """Set it until `save`, which keeps it."""
        self._values[name] = value

    def all(self) -> dict[str, str]:
        """A copy of all of them."""
        return dict(self._values)

    def save(self) -> None:
        """Write them where they changed, without a password or key. Raises OSError where nothing can be written."""
        values = {name: "\n".join(map(without_key, value.split("\n"))) for name, value in self._values.items()}
        if values == self._written and self._path.exists():
            return
        with whole_file(self._path) as temporary:
            temporary.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
        self._written = values

    def _read(self) -> dict[str, str]:
        try:
            return _SETTINGS.validate_json(self._path.read_bytes(), strict=True)
        except FileNotFoundError:
            return {}
        except (OSError, ValidationError) as error:
            note(error, str(self._path))
            self.damaged = self._path.with_suffix(".damaged.json")
            try:
                self._path.replace(self.damaged)
            except OSError as trouble:
                note(trouble, str(self._path))
            return {}
