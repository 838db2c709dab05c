"""Where a regenerated workbook goes, for the commands that name it here."""

from __future__ import annotations

from addin.regenerate.output_file import check_target, write_workbook

__all__ = ["check_target", "write_workbook"]
