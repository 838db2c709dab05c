"""What officers type, cell by cell and language by language, with the one verdict that sheet and reader give.

A row says what stands in a cell, among what else, and what is understood; `None` is to be corrected. A text is typed
as a text, as pasting does; a number as a number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from tests.typed_numbers import AMOUNTS, COUNTS, DURATIONS, PERCENTAGES, SHARES

ACCEPTED: Literal["accepted"] = "accepted"
TO_CORRECT: Literal["to correct"] = "to correct"
Verdict = Literal["accepted", "to correct"]
Understood = int | float | str | None
NOT_GIVEN = "n/a"
"""What is understood where there is no value: not available, or not applicable."""


class Row(NamedTuple):
    """One cell as it was typed."""

    language: str
    name: str
    """The input cell."""
    beside: Mapping[str, str | float]
    """What stands in other input cells."""
    typed: str | float
    verdict: Verdict
    understood: Understood = None
    """The value as results have it (a code, a number, an ISO date); None where it is not compared."""


LEVELS: list[tuple[str, str | float, int | None]] = [
    # (language, typed as a level, the level that is meant)
    ("en", "4 - Finalising implementation", 4),
    ("en", "4 – finalising IMPLEMENTATION", 4),
    ("en", "4-Finalising implementation", 4),
    ("en", "4. Finalising implementation", 4),
    ("en", "4 - Finalising", 4),
    ("en", "4 -", 4),
    ("en", "Finalising implementation", 4),
    ("en", "Not implemented (with issues)", 2),
    ("en", "4", 4),
    ("en", " 4 ", 4),
    ("en", "\u00a04\u00a0", 4),
    ("en", "4.0", 4),
    ("en", "4,0", 4),
    ("en", 4, 4),
    ("en", 4.5, None),
    ("en", 0, None),
    ("en", 6, None),
    ("en", -2, None),
    ("en", "Level 4", 4),
    ("en", "LEVEL 4", 4),
    ("en", "Level: 4", 4),
    ("en", "lvl. 4", 4),
    ("en", "Level4", 4),
    ("en", "Level 4 - Finalising", 4),
    ("en", "４", 4),
    ("en", "٤", 4),
    ("en", "۴", 4),
    ("en", "४", 4),
    ("en", "<3", None),
    ("en", ">3", None),
    ("en", "≥4", None),
    ("en", "~3", None),
    ("en", "±3", None),
    ("en", "≠3", None),
    ("en", ".3", None),
    ("en", "(3)", None),
    ("en", "-2", None),
    ("en", "Level -2", None),
    ("en", "Level .3", None),
    ("en", "①", None),
    ("en", "3¹", None),
    ("en", "3½", None),
    ("en", "III", None),
    ("en", "three", None),
    ("en", "3 or 4", None),
    ("en", "3-4", None),
    ("en", "3/4", None),
    ("en", "34", None),
    ("en", "4.5", None),
    ("en", "4 %", None),
    ("en", "6 - Never", None),
    ("en", "5 - Implementation not complete", None),
    ("en", "5 - Finalising implementation", None),
    ("en", "1 no", None),
    ("en", "*", None),
    ("en", "?", None),
    ("en", "3*", None),
    ("en", "~*", None),
    ("en", "4 - Fin*", None),
    ("en", "n/a", None),
    ("en", "Niveau 4", None),
    ("en", "4\n", 4),
    ("en", "4\n5", None),
    ("fr", "4 - Finalisation de la mise en œuvre", 4),
    ("fr", "3 - Mise en œuvre en cours", 3),
    ("fr", "5 - MISE EN ŒUVRE ACHEVEE", 5),
    ("fr", "4 - Finalisation de la mise en oeuvre", 4),
    ("fr", "5 - Mise en oeuvre achevée", 5),
    ("fr", "Niveau 4", 4),
    ("fr", "niveau de mise en œuvre : 4", 4),
    ("fr", "Niv. 4", 4),
    ("fr", "5 - Mise en œuvre en cours", None),
    ("es", "Nivel 2", 2),
    ("es", "3 - Implementación en curso", 3),
    ("es", "3 - Implementacion en curso", 3),
    ("es", "4 - Implementación completa", None),
    ("pt", "Nível 3", 3),
    ("pt", "nivel 3", 3),
    ("pt", "5 - Implementação concluída", 5),
    ("ru", "Уровень 3", 3),
    ("ru", "ур. 3", 3),
    ("ru", "5 - Внедрение завершено", 5),
    ("ru", "ВНЕДРЕНИЕ ЗАВЕРШЕНО", 5),
    ("ru", "не 3", None),
    ("ar", "المستوى ٤", 4),
    ("ar", "مستوى 4", 4),
    ("ar", "٤ - التنفيذ في مراحله النهائية", 4),
    ("ar", "٢ - لم ينفذ (مع صعوبات)", 2),
    ("ar", "٦", None),
]
YES_NO: list[tuple[str, str | float, str | None]] = [
    # (language, typed where Yes or No is asked for, what is meant)
    ("en", "Yes", "yes"),
    ("en", "YES.", "yes"),
    ("en", " yes ", "yes"),
    ("en", "y", "yes"),
    ("en", "True", "yes"),
    ("en", "No", "no"),
    ("en", "No!", "no"),
    ("en", "n", "no"),
    ("en", "*", None),
    ("en", "?", None),
    ("en", "Y*", None),
    ("en", "Yes and no", None),
    ("en", "Yes, partly", None),
    ("en", "oui", None),
    ("en", "1", None),
    ("en", 1, None),
    ("en", 0, None),
    ("en", "maybe", None),
    ("fr", "Oui", "yes"),
    ("fr", "oui.", "yes"),
    ("fr", "vrai", "yes"),
    ("fr", "yes", "yes"),
    ("fr", "NON", "no"),
    ("fr", "peut-être", None),
    ("es", "sí", "yes"),
    ("es", "SI", "yes"),
    ("es", "no", "no"),
    ("es", "sino", None),
    ("pt", "Sim", "yes"),
    ("pt", "não", "no"),
    ("pt", "NAO", "no"),
    ("pt", "talvez", None),
    ("ru", "да", "yes"),
    ("ru", "Нет", "no"),
    ("ru", "возможно", None),
    ("ar", "نعم", "yes"),
    ("ar", "لا", "no"),
    ("ar", "ربما", None),
]
YES_NO_ITEMS: list[tuple[str, str | float, str | None]] = [
    # (language, typed as an item that is Yes or No)
    ("en", "Yes", "yes"),
    ("en", "no.", "no"),
    ("en", "n/a", NOT_GIVEN),
    ("en", "N.A.", NOT_GIVEN),
    ("en", "Not available", NOT_GIVEN),
    ("en", "not applicable", NOT_GIVEN),
    ("en", "na*", None),
    ("en", "*", None),
    ("en", "unknown", None),
    ("fr", "sans objet", NOT_GIVEN),
    ("fr", "oui", "yes"),
    ("es", "no aplica", NOT_GIVEN),
    ("pt", "Não disponível", NOT_GIVEN),
    ("ru", "н/д", NOT_GIVEN),
    ("ru", "нет данных", NOT_GIVEN),
    ("ar", "غير متاح", NOT_GIVEN),
]
FREQUENCIES: list[tuple[str, str | float, str | None]] = [
    # (language, typed where one of a list is asked for)
    ("en", "Half-yearly", "half-yearly"),
    ("en", "half yearly", "half-yearly"),
    ("en", "ANNUAL", "annual"),
    ("en", "not published", "not-published"),
    ("en", "n/a", NOT_GIVEN),
    ("en", "Annual*", None),
    ("en", "*", None),
    ("en", "yearly", None),
    ("en", 12, None),
    ("fr", "Trimestrielle", "quarterly"),
    ("fr", "annuelle", "annual"),
    ("fr", "hebdomadaire", None),
    ("es", "Otra", "other"),
    ("pt", "nao sao publicadas", "not-published"),
    ("ru", "раз в полгода", "half-yearly"),
    ("ar", "سنوياً", "annual"),
    ("ar", "سنويا", "annual"),
]
COUNTRIES: list[tuple[str, str | float, str | None]] = [
    # (language, typed as the Member, its code): a name is known in every language
    ("en", "Kenya", "KEN"),
    ("en", "kenya", "KEN"),
    ("en", " KENYA ", "KEN"),
    ("en", "KEN", "KEN"),
    ("en", "ken", None),
    ("en", "Republic of Kenya", "KEN"),
    ("en", "Côte d'Ivoire", "CIV"),
    ("en", "Cote d’Ivoire", "CIV"),
    ("en", "COTE D'IVOIRE", "CIV"),
    ("en", "Allemagne", "DEU"),
    ("en", "Alemania", "DEU"),
    ("en", "Alemanha", "DEU"),
    ("en", "Германия", "DEU"),
    ("en", "ألمانيا", "DEU"),
    ("en", "المانيا", "DEU"),
    ("en", "Deutschland", None),
    ("en", "Hong Kong", "HKG"),
    ("en", "Hong Kong, China", "HKG"),
    ("en", "South Korea", "KOR"),
    ("en", "Guinea-Bissau", "GNB"),
    ("en", "Guinea Bissau", "GNB"),
    ("en", "Guinea", "GIN"),
    ("en", "Niger", "NER"),
    ("en", "Nigeria", "NGA"),
    ("en", "USA", "USA"),
    ("en", "United States of America", "USA"),
    ("en", "Republic of Korea", "KOR"),
    ("en", "Turkey", "TUR"),
    ("en", "The Netherlands", "NLD"),
    ("en", "Congo", None),
    ("en", "Korea", None),
    ("en", "n/a", None),
    ("en", "N.A.", None),
    ("en", "No", None),
    ("en", "to", None),
    ("en", "me", None),
    ("en", "is", None),
    ("en", "it", None),
    ("en", "KE", None),
    ("en", "UK", None),
    ("en", "DRC", None),
    ("en", "Atlantis", None),
    ("en", "Ken*", None),
    ("en", "?????", None),
    ("en", "Kenya, Uganda", None),
    ("en", 404, None),
    ("fr", "Kenya", "KEN"),
    ("fr", "République démocratique du Congo", "COD"),
    ("fr", "Republique democratique du Congo", "COD"),
    ("fr", "Germany", "DEU"),
    ("fr", "ÉTATS-UNIS", "USA"),
    ("fr", "Congo", None),
    ("fr", "Corée", None),
    ("es", "Congo", None),
    ("es", "Corea", None),
    ("es", "Türkiye", "TUR"),
    ("es", "Turquía", "TUR"),
    ("es", "Bahrein", "BHR"),
    ("es", "no", None),
    ("pt", "Congo", None),
    ("pt", "Quénia", "KEN"),
    ("pt", "Kenya", "KEN"),
    ("pt", "Moçambique", "MOZ"),
    ("ru", "Кения", "KEN"),
    ("ru", "Южная Корея", "KOR"),
    ("ru", "США", None),
    ("ru", "Kenya", "KEN"),
    ("ru", "Конго", None),
    ("ru", "Корея", None),
    ("ru", "нет", None),
    ("ar", "كينيا", "KEN"),
    ("ar", "السعودية", "SAU"),
    ("ar", "Kenya", "KEN"),
    ("ar", "الكونغو", None),
    ("ar", "كوريا", None),
    ("ar", "جمهورية الكونغو الديمقراطية", "COD"),
]
DATES: list[tuple[str, str | float, str | None]] = [
    # (language, typed as the date, the day)
    ("en", "2026-06-30", "2026-06-30"),
    ("en", "2026/6/30", "2026-06-30"),
    ("en", "2026-06-30 10:30", "2026-06-30"),
    ("en", "2026-06-30T10:30:00", "2026-06-30"),
    ("en", "2026-06-30 9:05", "2026-06-30"),
    ("en", "30/6/2026", "2026-06-30"),
    ("en", "6/30/2026", "2026-06-30"),
    ("en", "30-06-2026", "2026-06-30"),
    ("en", "30.06.2026", "2026-06-30"),
    ("en", "3.4.2026", "2026-04-03"),
    ("en", "4/4/2026", "2026-04-04"),
    ("en", "03/04/2026", None),
    ("en", "3-4-2026", None),
    ("en", "30-Jun-2026", "2026-06-30"),
    ("en", "30 June 2026", "2026-06-30"),
    ("en", "June 30, 2026", "2026-06-30"),
    ("en", "June 30th, 2026", "2026-06-30"),
    ("en", "1st of June 2026", "2026-06-01"),
    ("en", "30 JUNE 2026", "2026-06-30"),
    ("en", "2026 June 30", "2026-06-30"),
    ("en", "３０/６/２０２６", "2026-06-30"),
    ("en", 46203, "2026-06-30"),
    ("en", 46203.5, "2026-06-30"),
    ("en", 30, None),
    ("en", 20260630, None),
    ("en", "31/02/2026", None),
    ("en", "29 February 2026", None),
    ("en", "29 February 2028", "2028-02-29"),
    ("en", "31 June 2026", None),
    ("en", "30/06/26", None),
    ("en", "30 June", None),
    ("en", "June 2026", None),
    ("en", "-30/6/2026", None),
    ("en", "30/13/2026", None),
    ("en", "0/6/2026", None),
    ("en", "30/6/1899", None),
    ("en", "30/6/0026", None),
    ("en", "30/6/2126", None),
    ("en", "2026-06-30 25:99", None),
    ("en", "10:30", None),
    ("en", "end of June 2026", None),
    ("en", "30 June 2026 (draft)", None),
    ("en", "30 * 2026", None),
    ("en", "30 ju? 2026", None),
    ("en", "3¹/6/2026", None),
    ("en", "soon", None),
    ("fr", "1er juin 2026", "2026-06-01"),
    ("fr", "le 30 juin 2026", "2026-06-30"),
    ("fr", "30 juin 2026", "2026-06-30"),
    ("fr", "2 févr. 2026", "2026-02-02"),
    ("fr", "15 aout 2026", "2026-08-15"),
    ("fr", "15 DÉCEMBRE 2026", "2026-12-15"),
    ("fr", "30/06/2026", "2026-06-30"),
    ("fr", "03/04/2026", None),
    ("fr", "fin juin 2026", None),
    ("es", "30 de junio de 2026", "2026-06-30"),
    ("es", "30 de junio del 2026", "2026-06-30"),
    ("es", "30 jun 2026", "2026-06-30"),
    ("es", "1 de setiembre de 2026", "2026-09-01"),
    ("es", "1 de juniembre de 2026", None),
    ("pt", "30 de junho de 2026", "2026-06-30"),
    ("pt", "1.º de março de 2026", "2026-03-01"),
    ("pt", "30 de jun. de 2026", "2026-06-30"),
    ("pt", "31 de junho de 2026", None),
    ("ru", "30 июня 2026 г.", "2026-06-30"),
    ("ru", "30 июня 2026г.", "2026-06-30"),
    ("ru", "30.06.2026г.", "2026-06-30"),
    ("ar", "30 يونيه 2026", "2026-06-30"),
    ("ar", "30 يونيو 2026م", "2026-06-30"),
    ("ru", "30 июня 2026 года", "2026-06-30"),
    ("ru", "30 июн. 2026\u202fг.", "2026-06-30"),
    ("ru", "30.06.2026", "2026-06-30"),
    ("ru", "30 мая 2026", "2026-05-30"),
    ("ru", "31 июня 2026 г.", None),
    ("ar", "30 يونيو 2026", "2026-06-30"),
    ("ar", "٣٠ يونيو ٢٠٢٦", "2026-06-30"),
    ("ar", "٣٠ حزيران ٢٠٢٦", "2026-06-30"),
    ("ar", "٣٠ حزيران/يونيو ٢٠٢٦", "2026-06-30"),
    ("ar", "١٥ كانون الثاني ٢٠٢٦", "2026-01-15"),
    ("ar", "15 تشرين الأول 2026", "2026-10-15"),
    ("ar", "30 جوان 2026", "2026-06-30"),
    ("ar", "٣٠\u200f/٠٦\u200f/٢٠٢٦", "2026-06-30"),
    ("ar", "٠٣/٠٤/٢٠٢٦", None),
    ("ar", "٣١ يونيو ٢٠٢٦", None),
]
YEARS: list[tuple[str, str | float, int | None]] = [
    # (language, typed as the year, the year)
    ("en", 2026, 2026),
    ("en", "2026", 2026),
    ("en", " 2026 ", 2026),
    ("en", "２０２６", 2026),
    ("ar", "٢٠٢٦", 2026),
    ("en", 2026.5, None),
    ("en", 26, None),
    ("en", 1999, None),
    ("en", 2101, None),
    ("en", "26", None),
    ("en", "2.026", None),
    ("en", "2 026", None),
    ("en", "2026/27", None),
    ("en", "FY2026", None),
    ("en", "-2026", None),
    ("en", "202¹", None),
    ("en", "20?6", None),
]
EMAILS: list[tuple[str, str | float, str | None]] = [
    # (language, typed as the address, the address)
    ("en", "jane@customs.go.ke", "jane@customs.go.ke"),
    ("en", " Jane.Doe@customs.go.ke ", "Jane.Doe@customs.go.ke"),
    ("en", "mailto:jane@customs.go.ke", "jane@customs.go.ke"),
    ("en", "a@b.org; c@d.org", "a@b.org; c@d.org"),
    ("en", "a@b.org, c@d.org", "a@b.org; c@d.org"),
    ("en", "a@b.org\nc@d.org", "a@b.org; c@d.org"),
    ("en", "a@b.org;", "a@b.org"),
    ("en", "jane@@customs.go.ke", None),
    ("en", "jane@customs@go.ke", None),
    ("en", "jane @customs.go.ke", None),
    ("en", "jane@customs", None),
    ("en", "jane@customs.go.ke.", None),
    ("en", "jane@customs..ke", None),
    ("en", "jane..doe@customs.ke", None),
    ("en", ".jane@customs.ke", None),
    ("en", "jane.@customs.ke", None),
    ("en", "jane@.customs.ke", None),
    ("en", "jane@-customs.ke", None),
    ("en", "@customs.go.ke", None),
    ("en", "jane.customs.go.ke", None),
    ("en", "jane@customs.go.ke; peter", None),
    ("en", "Jane Doe <jane@customs.go.ke>", None),
    ("en", "<jane@customs.go.ke>", None),
    ("en", "jane(at)customs.go.ke", None),
    ("en", "*@*.*", None),
    ("en", "n/a", None),
    ("en", 42, None),
    ("ru", "иван@таможня.рф", "иван@таможня.рф"),
]
SIGN_OFFS: list[tuple[str, str | float, str | None]] = [
    # (language, typed as the sign-off of a standard of two indicators, the levels that it says)
    ("en", "Complete at levels 3-1", "3-1"),
    ("en", "complete at LEVELS 3-1", "3-1"),
    ("en", "Complete\u00a0at\u00a0levels\u00a03-1", "3-1"),
    ("en", "  Complete  at  levels  3-1 \n", "3-1"),
    ("en", "Complete at levels 3 – 1", "3-1"),
    ("en", "3-1", "3-1"),
    ("en", "Complete at levels 0-0", "0-0"),
    ("en", "Complete at levels 3", None),
    ("en", "Complete at levels 4-3-1", None),
    ("en", "Complete at levels 9-1", None),
    ("en", "Complete at levels 13-1", None),
    ("en", "Complete at levels 3-1.", None),
    ("en", "Complete at levels 3-*", None),
    ("en", "2026-3-1", None),
    ("en", "1E5", None),
    ("en", "2025", None),
    ("en", "=1+1", None),
    ("en", "ok", None),
    ("en", 31, None),
    ("en", 3, None),
    ("en", 3.5, None),
    ("fr", "Complet aux niveaux ３-１", "3-1"),
    ("ar", "مكتمل عند المستويات \u200e3-1", "3-1"),
    ("ar", "مكتمل عند المستويات ٣-١", "3-1"),
    ("ru", "Заполнено, уровни: 3-1", "3-1"),
]
LENGTHS: list[tuple[str, str, str, bool]] = [
    # (language, the cell, typed, whether it is short enough): counted as Excel's LEN does
    ("en", "contact_name", "x" * 200, True),
    ("en", "contact_name", "x" * 201, False),
    ("ar", "contact_title", "م" * 201, False),
    ("en", "answer_1_1_1", "Well. " * 833, True),
    ("en", "answer_1_1_1", "x1" * 2_500 + "y", False),
    ("en", "answer_1_1_1", "é1" * 2_500, True),
    ("ru", "answer_1_1_1", "ю1" * 2_501, False),
]


def _verdict(understood: Understood) -> Verdict:
    return TO_CORRECT if understood is None else ACCEPTED


_THIRD = {"level_1_1": 3}
"""The level whose second question asks for Yes or No."""


def _rows() -> Iterator[Row]:
    for language, typed, level in LEVELS:
        yield Row(language, "level_1_1", {}, typed, _verdict(level), level)
    for name, beside, table in (
        ("yes_no_1_1_2", _THIRD, YES_NO),
        ("info_8_3", {}, YES_NO_ITEMS),
        ("info_14_1", {}, FREQUENCIES),
        ("country", {}, COUNTRIES),
        ("submission_date", {}, DATES),
        ("contact_email", {}, EMAILS),
        ("sign_off_11", {}, SIGN_OFFS),
    ):
        for language, said, code in table:
            yield Row(language, name, beside, said, _verdict(code), code)
    for language, said, year in YEARS:
        yield Row(language, "reporting_year", {}, said, _verdict(year), year)
    for language, name, text, fits in LENGTHS:
        yield Row(language, name, _THIRD, text, ACCEPTED if fits else TO_CORRECT)


def _numbers() -> Iterator[Row]:
    for name, table in (
        ("info_1_1", PERCENTAGES),
        ("info_2_1", COUNTS),
        ("info_5_2", DURATIONS),
        ("info_7_2", SHARES),
    ):
        for language, said, meant in table:
            yield Row(language, name, {}, said, _verdict(meant), meant)
    for language, currency, said, amount in AMOUNTS:
        beside = {"info_8_2_currency": currency} if currency else {}
        yield Row(language, "info_8_2", beside, said, _verdict(amount), amount)


ROWS: tuple[Row, ...] = (*_rows(), *_numbers())


def day(text: str) -> dt.date:
    """The day of an ISO date."""
    return dt.date.fromisoformat(text)
