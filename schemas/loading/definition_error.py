"""What is raised for a wrong data file; apart, so that the command line names it without what reads such files."""

from __future__ import annotations


class DefinitionError(Exception):
    """A data file that cannot be used: says which file, which key, and what to do."""
