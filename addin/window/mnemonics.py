"""The letters that choose something together with Alt: one each, underlined in its words."""

from __future__ import annotations

from collections.abc import Iterable


def mnemonics(labels: Iterable[str]) -> dict[str, int]:
    """By label, the place of its letter: the first of a word where one is free, else any; none where all are taken.

    A letter is one of `a` to `z`: it is on every keyboard of the window's languages.
    """
    taken: set[str] = set()
    found: dict[str, int] = {}
    for label in labels:
        for place in sorted(range(len(label)), key=lambda at: (at > 0 and label[at - 1] != " ", at)):
            letter = label[place].casefold()
            if "a" <= letter <= "z" and letter not in taken:
                taken.add(letter)
                found[label] = place
                break
    return found
