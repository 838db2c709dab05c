"""What the ribbon and its dialogs say: one file a language, found by listing the folder."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

RIBBON = Path(__file__).parent
FIRST = "en"


class RibbonWording(BaseModel):
    """The words of one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language_number: int
    """The primary language number of Windows, which Excel tells: 9 English, 12 French."""
    texts: dict[str, str]
    settings: dict[str, str]
    """The words on the settings sheet."""
    sentences: dict[str, str]
    """What the buttons' Python says; `{…}` is filled in."""
    window: dict[str, str]
    """The words of the window of `kpibook desk`; a key of another section says it as it is said in the window."""

    def in_window(self, *keys: str) -> str:
        """What the window says under the first of `keys` that is there: its own words, else those of the ribbon.

        Raises KeyError where there are none.
        """
        for words in (self.window, self.texts, self.settings, self.sentences):
            for key in keys:
                if key in words:
                    return words[key]
        raise KeyError(keys)


def load_wordings(folder: Path = RIBBON / "wording") -> dict[str, RibbonWording]:
    """The wordings by two-letter language, English first: it stands in for every other language."""
    files = sorted(folder.glob("*.yaml"), key=lambda file: (file.stem != FIRST, file.stem))
    return {file.stem: RibbonWording.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in files}
