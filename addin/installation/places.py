"""Where Excel looks for add-ins and scripts, and where this one keeps its settings.

Everything depends on what is passed in, so that a test can lay out any computer in a folder.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from addin.installation.known_folders import DESKTOP, DOCUMENTS, KnownFolder, known_folder
from addin.installation.starter import FILE_NAMES
from schemas.errors import Refusal

SETTINGS_NAME = "kpibook-settings.xlsx"
_OFFICE_ON_A_MAC = Path("Library", "Group Containers", "UBF8T346G9.Office")
NOT_HERE = (
    "Excel add-ins can be installed on Windows and macOS. Here the commands validate and consolidate do the same."
)


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one person on one computer."""

    windows: bool
    startup: Path
    """Excel opens every workbook in it when it starts, and trusts it."""
    data: Path
    desktop: Path
    documents: Path
    scripts: Path | None = None
    """macOS: the only folder whose scripts Excel may run."""

    @property
    def settings(self) -> Path:
        """The workbook with the settings that people see and edit."""
        return self.data / SETTINGS_NAME

    @property
    def starter(self) -> Path:
        """The file on the desktop that opens the window of `kpibook desk`."""
        return self.desktop / FILE_NAMES[self.windows]

    @property
    def receipt(self) -> Path:
        """The list of the files that were installed."""
        return self.data / "installed.json"


def find_places(
    platform: str = sys.platform,
    home: Path | None = None,
    environ: Mapping[str, str] | None = None,
    known: KnownFolder = known_folder,
) -> Places:
    """The places of this person; Windows is asked for desktop and documents, which OneDrive moves.

    iCloud leaves both at their paths. Raises `Refusal` where Excel has no add-ins of this kind.
    """
    home = home or Path.home()
    environ = os.environ if environ is None else environ
    if platform == "win32":
        roaming = Path(environ.get("APPDATA") or home / "AppData" / "Roaming")
        return Places(
            windows=True,
            startup=roaming / "Microsoft" / "Excel" / "XLSTART",
            data=roaming / "kpibook",
            desktop=known(DESKTOP) or home / "Desktop",
            documents=known(DOCUMENTS) or home / "Documents",
        )
    if platform == "darwin":
        office = home / _OFFICE_ON_A_MAC
        return Places(
            windows=False,
            startup=office / "User Content.localized" / "Startup.localized" / "Excel",
            data=office / "kpibook",
            desktop=home / "Desktop",
            documents=home / "Documents",
            scripts=home / "Library" / "Application Scripts" / "com.microsoft.Excel",
        )
    raise Refusal(NOT_HERE)
