"""E-mail addresses as a sheet can judge them: the usual slips, and several addresses in one cell.

Each step is here twice, as a formula for the hidden sheet of lists and as Python. What is fine here, the reader still
has judged by `email_validator`; what is not, it refuses as well.
"""

from __future__ import annotations

import re

from schemas.questions.typed_text import LONGEST

_BETWEEN = ";,\n\t"
"""What stands between two addresses, besides a space."""
_NEVER = '*?<>()[]:\\"'
"""Characters that no address has here, though a few might."""
_SLIPS = ("..", " @", "@ ", " .", ". ", "@.", ".@", "@-", "-.", ".-", "- ")
_PLAIN = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*@([a-z0-9]+(-[a-z0-9]+)*\.)+([a-z]{2}|com|edu|gov|int|net|org)")
_LONGEST_PLAIN = 64
_CONTROLS = {"\n": "CHAR(10)", "\t": "CHAR(9)", '"': "CHAR(34)"}


def is_plain(text: str) -> bool:
    """Whether `text` is an address as most are, which `email_validator` takes and leaves as it is; it takes others too.

    Small letters and digits, and a top level that is a country's or one of the oldest.
    """
    return len(text) <= _LONGEST_PLAIN and _PLAIN.fullmatch(text) is not None


def _quoted(text: str) -> str:
    return _CONTROLS.get(text, f'"{text}"')


def steps(text: str) -> dict[str, str]:
    """The steps from the clean text in the cell `text` to whether it is fine, by name."""
    words = f'SUBSTITUTE({text},"mailto:","")'
    for mark in _BETWEEN:
        words = f'SUBSTITUTE({words},{_quoted(mark)}," ")'
    slips = "+".join(f"ISNUMBER(FIND({_quoted(slip)},{{spaced}}))" for slip in (*_SLIPS, *_NEVER))
    at = 'MID({spaced},position_list,1)="@"'
    end, dot, next_at = (
        f'FIND("{mark}",{{spaced}}&REPT(" ",{LONGEST})&"{mark}",position_list+1)' for mark in (" ", ".", "@")
    )
    return {
        "spaced": f'" "&TRIM({words})&" "',
        "addresses": 'LEN({spaced})-LEN(SUBSTITUTE({spaced}," ",""))-1',
        "slips": slips,
        # Each @ with a point behind it, and no other @, before the next space.
        "whole": f"SUMPRODUCT(({at})*({dot}<{end})*({next_at}>{end}))",
        "fine": "IF(AND({addresses}>0,{slips}=0,{whole}={addresses},"
        'LEN({spaced})-LEN(SUBSTITUTE({spaced},"@",""))={addresses}),1,0)',
    }


def values(text: str) -> dict[str, str | int]:
    """What each of `steps` shows for the clean `text`."""
    words = text.replace("mailto:", "")
    for mark in _BETWEEN:
        words = words.replace(mark, " ")
    trimmed = re.sub(" +", " ", words).strip(" ")
    spaced = f" {trimmed} "
    addresses = spaced.count(" ") - 1
    slips = sum(slip in spaced for slip in (*_SLIPS, *_NEVER))
    whole = sum(_is_whole(word) for word in trimmed.split(" "))
    fine = addresses > 0 and slips == 0 and whole == addresses == spaced.count("@")
    return {"spaced": spaced, "addresses": addresses, "slips": slips, "whole": whole, "fine": int(fine)}


def _is_whole(word: str) -> int:
    """How many @ of a word have a point behind them, and no other @."""
    return int("." in word.rpartition("@")[2]) if "@" in word else 0
