"""Saves a list with a password, as xlsx, xls and ods, by LibreOffice's own interface.

Run by a Python that has LibreOffice's `uno` module, while LibreOffice listens:
`soffice --headless --accept='socket,host=127.0.0.1,port=2002;urp;'`, then
`python3 tests/samples/office.py`. What it wrote is kept; make.py does not need it.
"""

from pathlib import Path

import uno
from com.sun.star.beans import NamedValue, PropertyValue

HERE = Path(__file__).resolve().parent / "should_refuse"
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
ROWS = (("First Name", "Last Name", "Email"), ("Ana", "Abara", "ana@plant.example"))


def main():
    """Write one file per format, under the password `invented`."""
    local = uno.getComponentContext()
    name = "com.sun.star.bridge.UnoUrlResolver"
    resolver = local.ServiceManager.createInstanceWithContext(name, local)
    office = resolver.resolve("uno:socket,host=127.0.0.1,port=2002;urp;StarOffice.ComponentContext")
    desktop = office.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    book = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, hidden())
    sheet = book.Sheets.getByIndex(0)
    for i, row in enumerate(ROWS):
        for j, cell in enumerate(row):
            sheet.getCellByPosition(j, i).setString(cell)
    for kind, filter_name in FILTERS.items():
        target = (HERE / f"encrypted.{kind}").as_uri()
        book.storeToURL(target, (*named("FilterName", filter_name), *locked(kind)))
    book.close(True)


def locked(kind):
    """The password, in the way that each format takes it."""
    if kind != "xlsx":
        return named("Password", "invented")
    key = (
        NamedValue("OOXPassword", "invented"),
        NamedValue("CryptoType", "StrongEncryptionDataSpace"),
    )
    return named("EncryptionData", uno.Any("[]com.sun.star.beans.NamedValue", key))


def hidden():
    """Open no window."""
    return named("Hidden", True)


def named(name, value):
    """One argument in the form that LibreOffice takes."""
    return (PropertyValue(name, 0, value, 0),)


if __name__ == "__main__":
    main()
