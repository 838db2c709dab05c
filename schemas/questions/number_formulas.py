"""The steps of `numbers`, as formulas: from a clean text to what its number can mean.

Each step names the ones before it in braces; `numbers` has the same under the same names, and what a step shows is
made there. A number is `NONE` where the text has none.
"""

from __future__ import annotations

from schemas.questions import numbers
from schemas.questions.typed_text import LONGEST, without_digits_formula

NONE = -1
"""What stands for no number."""


# Each character is looked for among the digits with itself behind them, and found at the end where it is none: not
# every program tries ISNUMBER on each of a list. Behind the text stand letters, for none is looked for as nothing.
_CHARACTER = f'MID({{text}}&REPT("x",{LONGEST}),position_list,1)'
_LAST = (
    f'SUMPRODUCT(MAX((FIND({_CHARACTER},"0123456789"&{_CHARACTER})<=10)*(position_list<=LEN({{text}}))*position_list))'
)
_LEADS = (
    'IF({first}<2,0,IF(ISNUMBER(FIND(MID({text},{first}-1,1),".,")),'
    'IF({first}=2,1,IF(ISNUMBER(FIND(MID({text},{first}-2,1)," ~+-")),1,0)),0))'
)


def _grouped(core: str, mark: str) -> str:
    """The number of `core` where `mark` sets groups of three apart; an error elsewhere."""
    digits = f'SUBSTITUTE({core},{mark},"")'
    groups = f'TRIM(TEXT(VALUE({digits}),"#\\ ###\\ ###\\ ###\\ ###\\ ##0"))'
    return f'IF({groups}=SUBSTITUTE({core},{mark}," "),VALUE({digits}),{NONE})'


def _fraction(decimals: str) -> str:
    return f"VALUE({decimals})/10^LEN({decimals})"


def steps(text: str) -> dict[str, str]:
    """The steps from the clean text in the cell `text` to `single` and `grouped`, by name."""
    one = 'AND(LEN({shape})=1,ISNUMBER(FIND({shape},".,")))'
    at = "FIND(RIGHT({shape},1),{core})"
    before, behind = f"LEFT({{core}},{at}-1)", f"MID({{core}},{at}+1,{LONGEST})"
    mark = "LEFT({shape},1)"
    is_mark = f'ISNUMBER(FIND({mark}," .,\'"))'
    all_groups = f'AND({is_mark},LEN(SUBSTITUTE({{shape}},{mark},""))=0)'
    both = (
        f'AND({is_mark},ISNUMBER(FIND(RIGHT({{shape}},1),".,")),'
        f'{mark}<>RIGHT({{shape}},1),LEN(SUBSTITUTE({{shape}},{mark},""))=1)'
    )
    groups, decimal = _grouped(before, mark), f"VALUE({before})+{_fraction(behind)}"
    groups_and_decimals = f"IF({groups}<0,{NONE},{groups}+{_fraction(behind)})"
    made = {
        "first": 'SUMPRODUCT(MIN(FIND(digit_list,{text}&"0123456789")))',
        "last": _LAST,
        "leads": f"IF({{last}}=0,0,{_LEADS})",
        "before": "IF({last}=0,{text},TRIM(LEFT({text},{first}-1-{leads})))",
        "core": 'IF({last}=0,"",IF({leads}=1,"0","")&MID({text},{first}-{leads},{last}-{first}+1+{leads}))',
        "after": f'IF({{last}}=0,"",TRIM(MID({{text}},{{last}}+1,{LONGEST})))',
        "shape": without_digits_formula("{core}"),
        "single": f'IFERROR(IF({{core}}="",{NONE},IF({{shape}}="",VALUE({{core}}),IF({one},{decimal},'
        f"IF({all_groups},{_grouped('{core}', mark)},IF({both},{groups_and_decimals},{NONE}))))),{NONE})",
        "grouped": f"IFERROR(IF({one},{_grouped('{core}', '{shape}')},{NONE}),{NONE})",
    }
    return {name: formula.replace("{text}", text) for name, formula in made.items()}


def values(text: str) -> dict[str, str | float]:
    """What each of `steps` shows for the clean `text`."""
    around = numbers.take_apart(text)
    digits = [place for place, character in enumerate(text, 1) if character in "0123456789"]
    leads = len(around.core) - (digits[-1] - digits[0] + 1 if digits else 0)
    single, grouped = numbers.single(around.core), numbers.grouped(around.core)
    return {
        "first": digits[0] if digits else len(text) + 1,
        "last": digits[-1] if digits else 0,
        "leads": 1 if leads else 0,
        "before": around.before,
        "core": around.core,
        "after": around.after,
        "shape": numbers.shape(around.core),
        "single": NONE if single is None else single,
        "grouped": NONE if grouped is None else grouped,
    }
