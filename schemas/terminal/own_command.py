"""How to run `kpibook` on this very computer, as it can be typed: a message names no command that is not there."""

from __future__ import annotations

import filecmp
import importlib.util
import re
import shlex
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

NAME = "kpibook"
_PLAIN = re.compile(r"[\w:\\/.~-]+")
"""What both shells of Windows take as it is."""
_READ_BY_A_SHELL = re.compile(r"[&|<>()@^!$`%;,={}\[\]“”‘’]")
"""What one of the two takes for more than a letter, between quotation marks as well."""


@dataclass(frozen=True, slots=True)
class Here:
    """Which Python runs, and what stands beside it."""

    windows: bool
    interpreter: str
    script: str | None
    """The full path of the `kpibook` that belongs to the interpreter; None where there is none, as in a copy of
    the source that nobody installed."""
    on_path: bool = False
    """Whether `kpibook` alone, typed into a terminal, is that script."""

    def command(self, arguments: str = "") -> str:
        """The line that runs `kpibook` with these arguments, plain words, in any shell of this computer."""
        if self.script is None:
            return self._line(self.interpreter, f"-m addin.cli {arguments}".rstrip())
        return f"{NAME} {arguments}".rstrip() if self.on_path else self._line(self.script, arguments)

    def install(self, *requirements: str) -> str:
        """The line that installs `requirements` beside this kpibook: by uv where, as in a tool of uv, no pip is."""
        wanted = " ".join(f'"{requirement}"' for requirement in requirements)
        if importlib.util.find_spec("pip") is None:
            return f'uv pip install --python "{self.interpreter}" {wanted}'
        return self._line(self.interpreter, f"-m pip install {wanted}")

    def _line(self, program: str, arguments: str) -> str:
        return (_windows_line if self.windows else _posix_line)(program, arguments)


def here() -> Here:
    """This Python on this computer."""
    windows = sys.platform == "win32"
    script = _script_of(Path(sys.executable), windows=windows)
    typed = shutil.which(NAME)
    return Here(
        windows, sys.executable, str(script) if script else None, bool(script and typed and _is(script, Path(typed)))
    )


def own_command(arguments: str = "") -> str:
    """The line that runs `kpibook` here with these arguments, such as `addin install`."""
    return here().command(arguments)


def declared_of(extra: str) -> tuple[str, ...]:
    """The libraries that kpibook declares for one of its extras, as they are given to pip."""
    lines = (line.partition(";") for line in metadata.requires(NAME) or ())
    return tuple(line.strip() for line, _, when in lines if re.search(rf"""extra == ['"]{extra}['"]""", when))


def scripts_beside(interpreter: PurePath, *, windows: bool) -> tuple[PurePath, ...]:
    """Where the `kpibook` of an interpreter can be: an environment's folder, or on Windows one below Python's own."""
    name = f"{NAME}.exe" if windows else NAME
    return (interpreter.with_name(name), *((interpreter.parent / "Scripts" / name,) if windows else ()))


def _script_of(interpreter: Path, *, windows: bool) -> Path | None:
    return next((Path(path) for path in scripts_beside(interpreter, windows=windows) if Path(path).is_file()), None)


def _is(script: Path, typed: Path) -> bool:
    """Whether what is on the PATH is our script: uv links it there, and on Windows copies it."""
    return script.resolve() == typed.resolve() or filecmp.cmp(script, typed, shallow=False)


def _posix_line(program: str, arguments: str) -> str:
    return f"{shlex.quote(str(PurePosixPath(program)))} {arguments}".rstrip()


def _windows_line(program: str, arguments: str) -> str:
    """One spelling for `cmd` and PowerShell where there is one, else both.

    A quoted path alone runs in `cmd` only: PowerShell would print it. `cmd /c "path" …` runs in both, as long as
    neither reads more than letters in the path or in what is quoted behind it.
    """
    path = str(PureWindowsPath(program))
    if _PLAIN.fullmatch(path):
        return f"{path} {arguments}".rstrip()
    if not _READ_BY_A_SHELL.search(path) and '"' not in arguments:
        return f'cmd /c "{path}" {arguments}'.rstrip()
    quoted = path.replace("'", "''")
    return f'"{path}" {arguments}'.rstrip() + f" (PowerShell: & '{quoted}' {arguments}".rstrip() + ")"
