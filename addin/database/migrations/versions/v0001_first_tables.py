"""Version 1: runs, and the raw tables of a result."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _runs()
    _files()
    _levels()
    _answers()
    _information()
    _findings()
    _remarks()
    _decisions()


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("editions", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("replaced_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(digest) = 64", name="ck_runs_digest"),
        sa.CheckConstraint("replaced_by > id", name="ck_runs_replaced_by"),
        sa.ForeignKeyConstraint(
            ["replaced_by"], ["runs.id"], name="fk_runs_replaced_by", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_runs_counting",
        "runs",
        ["year"],
        unique=True,
        sqlite_where=sa.text("replaced_by IS NULL"),
        postgresql_where=sa.text("replaced_by IS NULL"),
    )


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("edition", sa.Text(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=True),
        sa.Column("errors", sa.BigInteger(), nullable=False),
        sa.Column("warnings", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
        sa.CheckConstraint("review IN ('cannot-be-opened', 'to-be-put-right', 'accepted')", name="ck_files_review"),
        sa.CheckConstraint(
            "status IN ('accepted', 'accepted-with-errors', 'superseded', 'rejected', 'ignored')",
            name="ck_files_status",
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_files_run"),
        sa.PrimaryKeyConstraint("run", "line"),
        sa.UniqueConstraint("run", "file", name="uq_files"),
    )


def _levels() -> None:
    op.create_table(
        "levels",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("standard", sa.BigInteger(), nullable=True),
        sa.Column("standard_title", sa.Text(), nullable=True),
        sa.Column("indicator", sa.Text(), nullable=True),
        sa.Column("level", sa.BigInteger(), nullable=True),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name="ck_levels_level"),
        sa.ForeignKeyConstraint(["run", "file"], ["files.run", "files.file"], name="fk_levels_file"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_levels_run"),
        sa.PrimaryKeyConstraint("run", "line"),
        sa.UniqueConstraint("run", "file", "indicator", name="uq_levels"),
    )


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("standard", sa.BigInteger(), nullable=True),
        sa.Column("standard_title", sa.Text(), nullable=True),
        sa.Column("indicator", sa.Text(), nullable=True),
        sa.Column("level", sa.BigInteger(), nullable=True),
        sa.Column("question", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("question_text", sa.Text(), nullable=True),
        sa.Column("yes_no", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name="ck_answers_level"),
        sa.ForeignKeyConstraint(["run", "file"], ["files.run", "files.file"], name="fk_answers_file"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_answers_run"),
        sa.PrimaryKeyConstraint("run", "line"),
        sa.UniqueConstraint("run", "file", "standard", "indicator", "question", name="uq_answers"),
    )


def _information() -> None:
    op.create_table(
        "information",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("standard", sa.BigInteger(), nullable=True),
        sa.Column("standard_title", sa.Text(), nullable=True),
        sa.Column("item", sa.BigInteger(), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("flag", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("not_available", sa.Boolean(), nullable=True),
        sa.Column("not_applicable", sa.Boolean(), nullable=True),
        sa.Column("outlier", sa.Boolean(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run", "file"], ["files.run", "files.file"], name="fk_information_file"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_information_run"),
        sa.PrimaryKeyConstraint("run", "line"),
    )


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.CheckConstraint("severity IN ('error', 'warning', 'info')", name="ck_findings_severity"),
        sa.ForeignKeyConstraint(["run", "file"], ["files.run", "files.file"], name="fk_findings_file"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_findings_run"),
        sa.PrimaryKeyConstraint("run", "line"),
    )


def _remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run", "file"], ["files.run", "files.file"], name="fk_remarks_file"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_remarks_run"),
        sa.PrimaryKeyConstraint("run", "line"),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("member", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.CheckConstraint("action IN ('correct', 'waive', 'accept', 'choose', 'exclude')", name="ck_decisions_action"),
        sa.CheckConstraint("effect IN ('applied', 'not needed', 'not matched')", name="ck_decisions_effect"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_decisions_run"),
        sa.PrimaryKeyConstraint("run", "line"),
        sa.UniqueConstraint("run", "row", name="uq_decisions"),
    )
