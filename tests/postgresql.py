"""A real PostgreSQL server of the tests' own: a cluster in a temporary folder, spoken to through a socket there.

Where it is not installed a test skips on a laptop and fails in CI.
"""

from __future__ import annotations

import itertools
import os
import pwd
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

USER, PASSWORD = "kpi", "s3cret%pass"
TYPED_PASSWORD = "s3cret%25pass"
"""As it stands in an address."""
DATABASE = "postgres"
_UNPRIVILEGED = "postgres"


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    folder: Path
    port: int
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new_database(self) -> str:
        """The address of an empty database: a schema of its own, which is made in no time."""
        name = f"years{next(self.numbers)}"
        with self.connect() as connection:
            connection.execute(f"CREATE SCHEMA {name}")  # type: ignore[arg-type]
        return f"{self.address(DATABASE)}&options=-csearch_path%3D{name}"

    def address(self, database: str, password: str = TYPED_PASSWORD) -> str:
        return f"postgresql://{USER}:{password}@/{database}?host={self.folder}&port={self.port}"

    def connect(self, database: str = DATABASE) -> psycopg.Connection[Any]:
        return psycopg.connect(
            host=str(self.folder), port=self.port, user=USER, password=PASSWORD, dbname=database, autocommit=True
        )

    def end_all_others(self) -> int:
        """End every other connection, as a server does that is stopped; how many there were."""
        with self.connect() as connection:
            ended = connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [DATABASE],
            )
            return len(ended.fetchall())


@contextmanager
def server() -> Iterator[Server]:
    """A server, started and in the end stopped."""
    folder = Path(tempfile.mkdtemp(prefix="kpi-pg-"))
    # A server does not run as root.
    who: Mapping[str, Any] = {"user": _UNPRIVILEGED} if os.geteuid() == 0 else {}
    if who:
        os.chown(folder, pwd.getpwnam(_UNPRIVILEGED).pw_uid, -1)
    password = folder / "password"
    password.write_text(PASSWORD)
    password.chmod(0o644)
    data, port = folder / "data", random.randint(20_000, 60_000)
    options = ["--username", USER, "--auth", "scram-sha-256", "--pwfile", str(password), "--encoding", "UTF8"]
    _run([_program("initdb"), "-D", str(data), "--no-sync", "--locale=C", *options], folder, who)
    settings = f"-k {folder} -p {port} -c listen_addresses='' -c fsync=off"
    log = folder / "log"
    _run([_program("pg_ctl"), "-D", str(data), "-w", "-l", str(log), "-o", settings, "start"], folder, who)
    try:
        yield Server(folder, port)
    finally:
        _run([_program("pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], folder, who)
        shutil.rmtree(folder)


def _run(command: list[str], folder: Path, who: Mapping[str, Any]) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=60, **who)


def _program(name: str) -> str:
    """A program of the server; Debian keeps them where no shell looks."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: float(each.parent.name), reverse=True)
    found = next((each / name for each in folders if (each / name).exists()), None) or shutil.which(name)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"PostgreSQL's {name} is not installed, and CI must have it")
        pytest.skip(f"PostgreSQL's {name} is not installed")
    return str(found)
