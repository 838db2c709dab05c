"""Currencies: their ISO 4217 codes, and the signs and names that officers write for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from schemas.definition import Definition
from schemas.findings.catalogue import CurrencyUnknown
from schemas.layout.places import Slot
from schemas.questions.base import CellRule, Question, Raw, Reading, shown
from schemas.questions.typed_text import bare, forms_of, seen

_ISO_4217 = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF "
    "CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD "
    "HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD "
    "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN "
    "PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD "
    "TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG"
)
"""As `pycountry` lists them, which takes longer to load than every amount of a file takes to be understood."""
CURRENCIES = tuple(_ISO_4217.split())
"""The ISO 4217 codes money is counted in, in order: no metals, no test codes; SDR included."""
CODE_LENGTH = 3
CENTS = 2
"""The decimals of most currencies."""
UNKNOWN = "?"
"""What stands for the code of a word that is no currency's."""


_EACH_NUMBER = (1, 2, 5, 11, 100)
"""Numbers that between them take every form of a noun in the languages of the workbook."""
_FUNDS = {"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW"}
"""Units of account, which nobody means who names the money of their country."""
_DOLLARS = "AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD USD XCD"
_PESOS = "ARS CLP COP CUP DOP MXN PHP UYU"
_SHARED_SIGNS = {
    "$": f"{_DOLLARS} {_PESOS} BRL MOP NIO TOP WST",
    "£": "EGP FKP GBP GIP LBP SDG SHP SSP SYP",
    "¥": "CNY JPY",
    "￥": "CNY JPY",
    "₩": "KPW KRW",
    "₨": "INR LKR MUR NPR PKR SCR",
    "﷼": "IRR OMR QAR SAR YER",
    "b$": "BND BSD",
    "br": "BYN ETB",
    "bs": "BOB VES",
    "c$": "CAD NIO",
    "fr": "BIF CDF CHF DJF GNF KMF RWF XAF XOF XPF",
    "kr": "DKK ISK NOK SEK",
    "lei": "MDL RON",
    "r": "BRL ZAR",
    "rs": "INR LKR MUR NPR PKR SCR",
    "sh": "KES SOS TZS UGX",
    "долл": _DOLLARS,
    "руб": "BYN RUB",
}
"""Signs and short forms that several currencies share, as `bare` leaves them."""


class Currency(Question):
    """The ISO 4217 code beside an amount."""

    words = "currency"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "SUMPRODUCT(--(currency_list={cell}))>0", "currency_list")

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return {code: code for code in CURRENCIES}

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        code = seen(text).upper()
        if code not in CURRENCIES:
            return Reading(text=text, problem=CurrencyUnknown())
        return Reading(code, text=text, normalised=code != raw)


def code_of(word: str, definition: Definition) -> str:
    """The codes of the currency called `word`, set apart by a space; `?` where none is, empty where nothing stands."""
    return currency_names(definition).get(word, UNKNOWN) if word else ""


@cache
def currency_names(definition: Definition) -> Mapping[str, str]:
    """The ISO 4217 codes, set apart by a space, of each code, sign and name, as `bare` leaves it.

    What the wording says goes before the names of Unicode's list.
    """
    language = definition.wording.language
    known = {**_listed_names("en"), **_listed_names(language), **_SHARED_SIGNS}
    known |= {code.lower(): code for code in CURRENCIES}
    for codes, several_names in definition.wording.understood.currencies.items():
        known |= {bare(form): codes for name in several_names for form in forms_of(name)}
    # In one order: the same input makes the same bytes.
    return dict(sorted(known.items()))


@cache
def currency_users(definition: Definition) -> tuple[tuple[str, str], ...]:
    """The Members that use one of the currencies which the wording gives one name, each with its own.

    Not those whose currencies only share a noun or a sign: a Member's `$150` may well be of the United States.
    """
    import pycountry  # noqa: PLC0415 - as above
    from babel.numbers import get_territory_currencies  # noqa: PLC0415 - as above

    together = definition.wording.understood.currencies
    shared = {code for codes in together if " " in codes for code in codes.split()}
    users = []
    for iso3 in definition.country_names:
        country = pycountry.countries.get(alpha_3=iso3)
        money = get_territory_currencies(country.alpha_2) if country else []
        users += [(iso3, code) for code in money if code in shared][:1]
    return tuple(users)


@cache
def _listed_names(language: str) -> Mapping[str, str]:
    """The names of Unicode's list in `language`, in each number of the noun, and the nouns that several share.

    A noun is the first or the last word of a name: `US dollar`, `dollar canadien`.
    """
    from babel.numbers import get_currency_name  # noqa: PLC0415 - as above

    whole: dict[str, set[str]] = {}
    nouns: dict[str, set[str]] = {}
    for code in (code for code in CURRENCIES if code not in _FUNDS):
        for name in {get_currency_name(code, count, locale=language) for count in _EACH_NUMBER}:
            words = name.split()
            for form in forms_of(name):
                whole.setdefault(bare(form), set()).add(code)
            for form in (form for word in (words[0], words[-1]) for form in forms_of(word)):
                nouns.setdefault(bare(form), set()).add(code)
    shared = {noun: codes for noun, codes in nouns.items() if len(codes) > 1}
    return {name: " ".join(sorted(codes)) for name, codes in (shared | whole).items()}


@cache
def fine_currencies() -> frozenset[str]:
    """The currencies whose smallest coin is a thousandth."""
    from babel.numbers import get_currency_precision  # noqa: PLC0415 - as above

    return frozenset(code for code in CURRENCIES if get_currency_precision(code) > CENTS)
