"""An xlwings engine over a headless LibreOffice, as far as the add-in needs one.

On it the add-in's Python runs unchanged. Each class inherits xlwings' own base class, so that what
is not here raises NotImplementedError instead of pretending. A test on it is a LibreOffice
acceptance test, never a test of Excel.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings as xw
from xlwings import base_classes as base
from xlwings import utils

from tests.libreoffice import FILTERS, Office, properties

Cells = tuple[tuple[Any, ...], ...]


class Engine:
    """What xlwings calls an engine: how values cross, and the applications there are."""

    name, type = "libreoffice", "desktop"

    def __init__(self, office: Office) -> None:
        self.office = office
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: object, options: object) -> object:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data: Cells, datetime_builder: object, empty_as: object, *rest: object) -> list[list[object]]:
        return [[empty_as if value == "" else value for value in row] for row in data]


class Apps(base.Apps):
    def __init__(self, engine: Engine) -> None:
        self.list = [App(engine)]

    def keys(self) -> list[int]:
        return [app.pid for app in self.list]

    def __iter__(self) -> Iterator[App]:
        return iter(self.list)

    def __len__(self) -> int:
        return len(self.list)

    def __getitem__(self, pid: int) -> App:
        return self.list[0]


class App(base.App):
    """Remembers what people would have seen: alerts and the status bar's texts."""

    pid = 1
    api = None
    screen_updating = True
    calculation = "automatic"
    engine: Any = None
    books: Any = None

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.books = Books(self)
        self.alerts: list[str] = []
        self.statuses: list[object] = []

    @property
    def status_bar(self) -> object:
        return self.statuses[-1] if self.statuses else False

    @status_bar.setter
    def status_bar(self, value: object) -> None:
        self.statuses.append(value)

    def alert(self, prompt: str, *rest: object) -> str:
        self.alerts.append(prompt)
        return "ok"

    def activate(self, steal_focus: bool = False) -> None:
        return


class Books(base.Books):
    app: Any = None
    active: Any = None
    api = None

    def __init__(self, app: App) -> None:
        self.app = app
        self.list: list[Book] = []

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self.list))

    def __len__(self) -> int:
        return len(self.list)

    def __call__(self, key: object) -> Book:
        for book in self.list:
            if key in (book.name, book.fullname):
                return book
        raise KeyError(key)

    def add(self) -> Book:
        return self._new("private:factory/scalc", f"Book{len(self.list) + 1}")

    def open(self, fullname: str, *options: object, **more: object) -> Book:
        return self._new(Path(fullname).resolve().as_uri(), fullname)

    def _new(self, url: str, fullname: str) -> Book:
        uno = self.app.engine.office.uno
        document = self.app.engine.office.desktop.loadComponentFromURL(url, "_blank", 0, properties(uno, Hidden=False))
        book = Book(self.app, document, fullname)
        self.list.append(book)
        self.active = book
        return book


class Book(base.Book):
    app: Any = None

    def __init__(self, app: App, document: Any, fullname: str) -> None:
        self.app, self.document, self._fullname = app, document, fullname

    api = property(lambda self: self.document)
    name = property(lambda self: Path(self._fullname).name)
    fullname = property(lambda self: self._fullname)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self.app.books.active = self

    def close(self) -> None:
        self.document.close(True)
        self.app.books.list.remove(self)

    def save_as(self, path: Path) -> None:
        """For tests: keep what LibreOffice holds."""
        how = properties(self.app.engine.office.uno, FilterName=FILTERS[path.suffix])
        self.document.storeToURL(path.resolve().as_uri(), how)


class Sheets(base.Sheets):
    api = None

    def __init__(self, book: Book) -> None:
        self.book = book

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, name) for name in self.book.document.Sheets.ElementNames)

    def __len__(self) -> int:
        return int(self.book.document.Sheets.Count)

    def __call__(self, key: int | str) -> Sheet:
        names = self.book.document.Sheets.ElementNames
        return Sheet(self.book, names[key - 1] if isinstance(key, int) else key)

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.document.CurrentController.ActiveSheet.Name)


class Sheet(base.Sheet):
    book: Any = None

    def __init__(self, book: Book, name: str) -> None:
        self.book, self._name = book, name

    api = property(lambda self: self.book.document.Sheets.getByName(self._name))

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.api.Name = value
        self._name = value

    def activate(self) -> None:
        self.book.activate()
        self.book.document.CurrentController.setActiveSheet(self.api)

    @property
    def freeze_panes(self) -> FreezePanes:
        return FreezePanes(self)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        if isinstance(arg1, Range) and arg2 is None:
            return arg1
        if isinstance(arg1, str):
            first, last = utils.a1_to_tuples(arg1)
            arg1, arg2 = first, last or first
        row, column = arg1 if isinstance(arg1, tuple) else (arg1.row, arg1.column)
        last_row, last_column = (
            (row, column) if arg2 is None else arg2 if isinstance(arg2, tuple) else (arg2.row, arg2.column)
        )
        return Range(self, row, column, last_row, last_column)


class FreezePanes:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def freeze_at(self, address: str) -> None:
        self.sheet.activate()
        self.sheet.book.document.CurrentController.freezeAtPosition(0, self.sheet.range(address).row)


class Range(base.Range):
    sheet: Any = None
    row: Any = None
    column: Any = None

    def __init__(self, sheet: Sheet, row: int, column: int, last_row: int, last_column: int) -> None:
        self.sheet, self.row, self.column = sheet, row, column
        self.last = (last_row, last_column)
        self.options = {}

    @property
    def api(self) -> Any:
        return self.sheet.api.getCellRangeByPosition(self.column - 1, self.row - 1, self.last[1] - 1, self.last[0] - 1)

    @property
    def shape(self) -> tuple[int, int]:
        return self.last[0] - self.row + 1, self.last[1] - self.column + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        at = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, *at, *at)

    @property
    def raw_value(self) -> Any:
        data = self.api.getDataArray()
        return data[0][0] if len(self) == 1 else data

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        rows = value if isinstance(value, (list, tuple)) else [[value]]
        self.api.setDataArray(tuple(tuple("" if v is None else v for v in row) for row in rows))

    @property
    def formula(self) -> str:
        return str(self.api.getCellByPosition(0, 0).Formula)

    def get_address(self, row_absolute: bool = True, column_absolute: bool = True, external: bool = False) -> str:
        return f"{utils.col_name(self.column)}{self.row}"

    def _set(self, name: str, value: object) -> None:
        setattr(self.api, name, value)

    wrap_text = property(lambda self: self.api.IsTextWrapped, lambda self, v: self._set("IsTextWrapped", v))
    column_width = property(
        lambda self: self.api.Columns.Width / 200, lambda self, v: setattr(self.api.Columns, "Width", round(v * 200))
    )
    color = property(lambda self: self.api.CellBackColor, lambda self, v: self._set("CellBackColor", _number(v)))

    @property
    def number_format(self) -> str:
        return str(self.sheet.book.document.NumberFormats.getByKey(self.api.NumberFormat).FormatString)

    @number_format.setter
    def number_format(self, value: str) -> None:
        formats, locale = self.sheet.book.document.NumberFormats, self.api.CharLocale
        key = formats.queryKey(value, locale, False)
        self._set("NumberFormat", formats.addNew(value, locale) if key == -1 else key)

    @property
    def font(self) -> Font:
        return Font(self)

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str | None = None) -> None:
        cell = self.api.getCellByPosition(0, 0)
        cell.String = ""
        link = self.sheet.book.document.createInstance("com.sun.star.text.TextField.URL")
        link.URL, link.Representation = address, text_to_display
        cell.insertTextContent(cell.createTextCursor(), link, False)

    @property
    def hyperlink(self) -> str:
        return str(self.api.getCellByPosition(0, 0).TextFields.getByIndex(0).URL)


class Font(base.Font):
    def __init__(self, cells: Range) -> None:
        self.cells = cells

    bold = property(
        lambda self: self.cells.api.CharWeight == 150,
        lambda self, v: self.cells._set("CharWeight", 150.0 if v else 100.0),
    )
    color = property(lambda self: self.cells.api.CharColor, lambda self, v: self.cells._set("CharColor", _number(v)))


def _number(colour: Any) -> int:
    red, green, blue = utils.hex_to_rgb(colour) if isinstance(colour, str) else colour
    return int((red << 16) + (green << 8) + blue)


class Names(base.Names):
    api = None

    def __init__(self, book: Book) -> None:
        self.book = book

    def __iter__(self) -> Iterator[Name]:
        return (Name(self.book, name) for name in self.book.document.NamedRanges.ElementNames)

    def __len__(self) -> int:
        return int(self.book.document.NamedRanges.Count)

    def __call__(self, key: int | str) -> Name:
        return Name(self.book, self.book.document.NamedRanges.ElementNames[key - 1] if isinstance(key, int) else key)

    def contains(self, name: str) -> bool:
        return bool(self.book.document.NamedRanges.hasByName(name))


class Name(base.Name):
    name: Any = None

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name = book, name

    @property
    def refers_to_range(self) -> Range:
        cells = self.book.document.NamedRanges.getByName(self.name).ReferredCells
        at = cells.RangeAddress
        sheet = Sheet(self.book, cells.Spreadsheet.Name)
        return Range(sheet, at.StartRow + 1, at.StartColumn + 1, at.EndRow + 1, at.EndColumn + 1)


class Tables(base.Tables):
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def add(self, source: Any = None, name: str | None = None, *rest: object, **more: object) -> Table:
        ranges = self.sheet.book.document.DatabaseRanges
        ranges.addNewByName(name, source.impl.api.RangeAddress)
        made = ranges.getByName(name)
        made.AutoFilter = True
        return Table(self.sheet, str(name))


class Table(base.Table):
    name: Any = None

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.sheet, self.name = sheet, name


def start(office: Office) -> tuple[xw.main.Engine, App]:
    """Register the engine with xlwings and make it the active one."""
    impl = Engine(office)
    engine = xw.main.Engine(impl=impl)
    xw.engines.add(engine)
    engine.activate()
    return engine, impl.apps.list[0]
