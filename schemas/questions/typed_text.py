"""Typed text as numbers are looked for in it: one form of each digit, separator and space.

What is here stands here twice, as Python and as the formula that does the same on the hidden sheet of lists, so
that a sheet and its reader understand alike. Nothing is decomposed or folded beyond these tables: `3¹` and `①` are
no numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

LONGEST = 200
"""The length up to which a text is looked at as a number, a word or a date; what is longer is none."""
UNREAD = "?"
"""What stands for a text that is too long to be looked at."""
_DIGITS = (
    "٠١٢٣٤٥٦٧٨٩",  # Arabic
    "۰۱۲۳۴۵۶۷۸۹",  # Persian, Urdu
    "０１２３４５６７８９",  # full width
    "०१२३४५६७८९",  # Devanagari
    "০১২৩৪৫৬৭৮৯",  # Bengali
    "๐๑๒๓๔๕๖๗๘๙",  # Thai
)
DIGITS = {other: str(value) for digits in _DIGITS for value, other in enumerate(digits)}
"""The digits of other scripts, each with its own of 0 to 9."""
SIGNS = {
    "٫": ".",
    "．": ".",
    "٬": "'",
    "’": "'",
    "‘": "'",
    "،": ",",
    "，": ",",
    "−": "-",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "“": "",
    "”": "",
    "„": "",
    "«": "",
    "»": "",
    "…": ".",
    "٪": "%",
    "％": "%",
    "：": ":",
    "；": ";",
    "؛": ";",
    "（": "(",
    "）": ")",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u3000": " ",
    "\u061c": "",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\u200e": "",
    "\u200f": "",
    "\u2060": "",
    "\ufeff": "",
    "\r": "",
}
"""Separators, signs and spaces, each with the one that stands for it."""
UNSEEN = "\t\n\r\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Signs, beside the space, of which nothing is to be seen: a cell of them alone is empty to a sheet and its reader."""
_FOLD = str.maketrans(DIGITS | SIGNS)
_SPACES, _BREAKS = re.compile(" +"), re.compile("\n+")


def length(text: str) -> int:
    """How long Excel's LEN finds `text`: in UTF-16 units, of which a character beyond the first plane has two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """`text` in small letters, with one form of each digit, separator and space, and nothing around it.

    Line breaks and tabs within it stay: no number has them. A text longer than `LONGEST` is `UNREAD`.
    """
    if length(text) > LONGEST:
        return UNREAD
    return _without_breaks(_one_space(text.translate(_FOLD).lower()))


def _one_space(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")


def _without_breaks(folded: str) -> str:
    return _BREAKS.sub("\n", folded).strip("\n").strip(" ")


def seen(text: str) -> str:
    """`text` without signs of which nothing is to be seen, and without spaces around it."""
    return _one_space("".join(character for character in text if character not in UNSEEN))


def bare(text: str) -> str:
    """`text`, which is clean, without spaces and points: a unit or a currency, to compare it."""
    return text.replace(" ", "").replace(".", "")


def bare_words(text: str) -> str:
    """`text`, which is clean, without spaces and the marks that people set between words, to compare it."""
    return text.translate(_WITHOUT_MARKS)


_BETWEEN_WORDS = " ./-'(),!:"
_WITHOUT_MARKS = str.maketrans("", "", _BETWEEN_WORDS)


def is_blank(text: str) -> bool:
    """Whether there is nothing to see in `text`, which is clean."""
    return not text.strip(" \t\n")


_VOWEL_SIGNS = dict.fromkeys(range(0x064B, 0x0653))
"""Few type them, and fewer leave out the hamza with them."""


@lru_cache(maxsize=1 << 13)
def forms_of(word: str) -> tuple[str, ...]:
    """`word` as it is looked for among clean texts: as it is written, without Arabic vowel signs, without accents,
    and each with `oe` where a keyboard has no `œ`.
    """
    plain = clean(word)
    if plain.isascii():
        return (plain,)
    unvowelled = plain.translate(_VOWEL_SIGNS)
    without = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    forms = (plain, unvowelled, unicodedata.normalize("NFC", without))
    return tuple(dict.fromkeys((*forms, *(form.replace("œ", "oe") for form in forms))))


def bare_forms(words: Iterable[str]) -> tuple[str, ...]:
    """All `words` as they are looked for among bare ones, each once."""
    return tuple(dict.fromkeys(bare_words(form) for word in words for form in forms_of(word)))


def clean_of(raw: object) -> str | None:
    """What stands in a cell as `clean` makes it; None where it is no text."""
    return clean(raw) if isinstance(raw, str) else None


# --- the same as formulas --------------------------------------------------------------------
def _substituted(inner: str, table: Mapping[str, str]) -> str:
    for other, same in table.items():
        inner = f'SUBSTITUTE({inner},{_CONTROLS.get(other, _quoted(other))},"{same}")'
    return inner


def _quoted(text: str) -> str:
    return f'"{text}"'


_CONTROLS = {"\r": "CHAR(13)", "\n": "CHAR(10)", "\t": "CHAR(9)"}
_HALF = len(DIGITS) // 2
_FIRST_HALF = str.maketrans({**dict(list(DIGITS.items())[:_HALF])})
_SECOND_HALF = str.maketrans({**dict(list(DIGITS.items())[_HALF:])})
_SIGNS = str.maketrans({**SIGNS})
# TRIM knows spaces only: breaks take their place for as long as it works.
_BREAKS_TRIMMED = (
    'SUBSTITUTE(SUBSTITUTE(TRIM(SUBSTITUTE(SUBSTITUTE({folded}," ",CHAR(1)),CHAR(10)," "))," ",CHAR(10)),CHAR(1)," ")'
)
CLEAN_STEPS = {
    # Two steps for the digits: Excel nests 64 functions at the most.
    "digits": f'IF(ISTEXT({{cell}}),IF(LEN({{cell}})>{LONGEST},"{UNREAD}",'
    f'{_substituted("{cell}", dict(list(DIGITS.items())[:_HALF]))}),"")',
    "signs": _substituted("{digits}", dict(list(DIGITS.items())[_HALF:])),
    "folded": f"TRIM({_substituted('LOWER({signs})', SIGNS)})",
    "clean": f"TRIM({_BREAKS_TRIMMED})",
}
"""The steps from what stands in `{cell}` to what `clean` makes of it; a number is the empty text."""


def clean_values(text: str | None) -> dict[str, str]:
    """What each of `CLEAN_STEPS` shows for a text, None for a cell without one."""
    if text is None:
        return dict.fromkeys(CLEAN_STEPS, "")
    if length(text) > LONGEST:
        return dict.fromkeys(CLEAN_STEPS, UNREAD)
    digits = text.translate(_FIRST_HALF)
    signs = digits.translate(_SECOND_HALF)
    folded = _one_space(signs.lower().translate(_SIGNS))
    return {"digits": digits, "signs": signs, "folded": folded, "clean": _without_breaks(folded)}


def nothing_seen_formula(cell: str) -> str:
    """TRUE where there is nothing to see in the input cell `cell`, however long its text is."""
    return f"LEN(TRIM({_substituted(cell, dict.fromkeys(UNSEEN, ''))}))=0"


def seen_formula(cell: str) -> str:
    """`seen` of what stands in the input cell `cell`; the empty text where that is no text."""
    return f'IF(ISTEXT({cell}),TRIM({_substituted(cell, dict.fromkeys(UNSEEN, ""))}),"")'


def blank_formula(cell: str, clean: str) -> str:
    """1 where there is nothing to see in the input cell `cell`, whose clean text is `clean`, or else 0."""
    seen = f'LEN(TRIM(SUBSTITUTE(SUBSTITUTE({clean},CHAR(9)," "),CHAR(10)," ")))'
    return f"IF(ISERROR({cell}),0,IF(ISTEXT({cell}),IF({seen}=0,1,0),IF(ISBLANK({cell}),1,0)))"


def without_digits_formula(text: str) -> str:
    """The formula `text` without the digits 0 to 9."""
    return _substituted(text, dict.fromkeys("0123456789", ""))


def bare_formula(text: str) -> str:
    """`bare` of the formula `text`."""
    return _substituted(text, {" ": "", ".": ""})


def bare_words_formula(text: str) -> str:
    """`bare_words` of the formula `text`."""
    return _substituted(text, dict.fromkeys(_BETWEEN_WORDS, ""))
