"""A display of its own for a window of ours, with a window manager and a keyboard; nobody else's is touched."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator

from tests.libreoffice import require

PROGRAMS = ("Xvfb", "openbox", "xdotool", "import")


@contextlib.contextmanager
def own_screen(size: str = "1024x768") -> Iterator[dict[str, str]]:
    """The environment in which a program finds a display of `size`, which is gone afterwards."""
    require(*PROGRAMS)
    reading, writing = os.pipe()
    # The server takes a free number and tells it.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    started = [server]
    try:
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        environment = os.environ | {"DISPLAY": display}
        started.append(subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL))
        yield environment
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(10)
