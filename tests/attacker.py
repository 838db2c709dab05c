"""Somebody who adds and subtracts what is published, to find out about few: linear algebra over groups."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np


class Known:
    """What is known where the numbers of some groups are: every sum in the span of them.

    A group is a set of atoms, which are whatever is counted apart. Where nobody is in a group, nobody is in any of its
    atoms: these are known too.
    """

    def __init__(self, sums: Iterable[tuple[Iterable[Hashable], int]]) -> None:
        given = [(frozenset(group), number) for group, number in sums]
        self._empty = frozenset().union(*(group for group, number in given if number == 0))
        groups = {group - self._empty for group, number in given if number}
        self._place = {atom: place for place, atom in enumerate(frozenset().union(*groups))}
        rows = np.zeros((len(groups), len(self._place)))
        for row, group in zip(rows, groups, strict=True):
            row[[self._place[atom] for atom in group]] = 1
        _, sizes, vectors = np.linalg.svd(rows, full_matrices=False) if rows.size else (None, np.zeros(0), rows)
        self._basis = vectors[sizes > 1e-9]

    def tells(self, group: Iterable[Hashable]) -> bool:
        """Whether the number of `group` can be computed."""
        left = frozenset(group) - self._empty
        if not left <= self._place.keys():
            return False
        row = np.zeros(len(self._place))
        row[[self._place[atom] for atom in left]] = 1
        return bool(np.allclose(self._basis.T @ (self._basis @ row), row, atol=1e-7))
