"""Whatever program wrote a list, it is read right, read with a notice, or refused."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvms import intake

HEADINGS = ("First Name", "Last Name", "Email", "Notes")
# What programs write, and letters of the people who use them.
WEST = "àâäáãåæçéèêëíîïñóôöõøœúûüÿßÀÁÄÅÇÉÑÓÖØÜ"
ENCODINGS = {
    "utf-8": WEST + "ąćęłńóśźżđğışşțăИвановΓιώργ高橋김דודمحمد",
    "utf-8-sig": WEST + "ąćęłńóśźżИванов高橋",
    "utf-16": WEST + "ąćęłńóśźżИванов高橋",
    "cp1252": WEST + "ðÐþÞýÝ\u2019\u2013\u20ac",
    "mac_roman": WEST + "\u2019",
    "cp850": "àâäáåæçéèêëíîïñóôöøúûüÿßÄÅÇÉÑÖØÜ",
    "cp437": "àâäáåæçéèêëíîïñóôöúûüÿßÄÅÇÉÑÖÜ",
    "cp1250": "ąćęłńóśźżáčďéěíňřšťúůýžäöüßőűŁŚŻČŘŠŽ",
    "cp1251": "абвгдежзиклмнопрстуфхцчшщыьэюяАБВГДЕИКМНПС",
    "gb18030": "李王张刘陈杨赵黄周吴明芳秀英伟娜敏静丽强",
    "big5": "陳林黃張李王吳劉蔡楊志明淑芬俊傑美玲雅婷",
    "cp932": "高橋佐藤鈴木田中伊藤あかりたろうハナコ",
}
ASCII = "AnnaBolstemariu"
CERTAIN = {"utf-8", "utf-16"}
DOUBTS = {"encoding-guessed", "encoding-mixed", "encoded-twice"}


def lists(letters: str) -> st.SearchStrategy[list[tuple[str, str, str]]]:
    """First names, last names and notes of people who write with these letters."""
    name = st.text(st.sampled_from(ASCII) | st.sampled_from(letters), min_size=1, max_size=9)
    return st.lists(st.tuples(name, name, name), min_size=1, max_size=8)


def written(people: list[tuple[str, str, str]], encoding: str) -> bytes:
    out = io.StringIO(newline="")
    rows = [(first, last, f"p{n}@p.example", note) for n, (first, last, note) in enumerate(people)]
    csv.writer(out).writerows([HEADINGS, *rows])
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(data=st.data())
def test_a_name_is_read_right_or_with_a_notice_or_refused(
    encoding: str, data: st.DataObject
) -> None:
    people = data.draw(lists(ENCODINGS[encoding]))
    content = written(people, encoding)

    report = intake.read(content, "list.csv")

    if report.problem:
        assert report.problem.code == "not-a-spreadsheet"
        assert encoding.split("-", maxsplit=1)[0] != "utf"
        return
    noticed = DOUBTS & {notice.code for notice in report.notices}
    right = {(intake.clean(first), intake.clean(last)) for first, last, _ in people}
    read = {(record.first_name, record.last_name) for record in report.good}
    assert read <= right or noticed or is_utf_8_by_chance(content, encoding)


@pytest.mark.parametrize("place", ["{}nna", "A{}na", "Ann{}", "{} Ann", "Ann {}", "O'{}n", "A-{}"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_letter_beyond_ascii_is_not_lost_without_a_notice(encoding: str, place: str) -> None:
    for letter in ENCODINGS[encoding]:
        name = place.format(letter)
        content = written([(name, "Ruiz", "")], encoding)

        report = intake.read(content, "list.csv")

        right = [intake.clean(name)] == [record.first_name for record in report.good]
        noticed = DOUBTS & {notice.code for notice in report.notices}
        assert right or noticed or report.problem or is_utf_8_by_chance(content, encoding), name


def is_utf_8_by_chance(content: bytes, encoding: str) -> bool:
    """Return whether a few bytes happen to be UTF-8 too, which no reader can detect."""
    try:
        return bool(content.decode()) and encoding not in ("utf-8", "utf-8-sig")
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize(
    ("encoding", "called", "people"),
    [
        ("cp1252", "windows-1252", [("José", "Muñoz"), ("Søren", "Smith\u2013Jones")]),
        ("cp1252", "windows-1252", [("Zoë", "O\u2019Neil"), ("Jürgen", "Groß")]),
        ("cp1252", "windows-1252", [("João", "Guimarães"), ("Renée", "Lefèvre")]),
        ("mac_roman", "mac-roman", [("José", "Muñoz"), ("Björn", "Gómez")]),
        ("cp850", "cp850", [("José", "Muñoz"), ("Zoë", "Sánchez")]),
        ("cp437", "cp850", [("Björn", "Müller"), ("Ana", "Muñoz")]),
        ("cp1250", "windows-1250", [("Łukasz", "Świątek"), ("Jiří", "Dvořák")]),
        ("cp1251", "windows-1251", [("Иван", "Иванов"), ("Мария", "Смирнова")]),
        ("gb18030", "gb18030", [("明", "李"), ("芳", "王"), ("秀英", "张")]),
        ("big5", "big5", [("志明", "陳"), ("淑芬", "林"), ("俊傑", "黃")]),
        ("cp949", "euc-kr", [("민준", "김"), ("서연", "이"), ("지후", "박")]),
    ],
)
def test_names_of_real_people_are_read_right_with_a_notice_that_shows_two(
    encoding: str, called: str, people: list[tuple[str, str]]
) -> None:
    report = intake.read(written([(*one, "") for one in people], encoding), "list.csv")

    assert [(one.first_name, one.last_name) for one in report.good] == people
    assert report.encoding == called
    beyond = [f"{first} {last}" for first, last in people if not (first + last).isascii()]
    notice = next(one for one in report.notices if one.code == "encoding-guessed")
    assert notice.params == {"encoding": called, "names": beyond[:2]}


def test_a_guessed_encoding_that_changes_no_name_gives_no_notice() -> None:
    content = written([("Ann", "Lee", "café")], "cp1252")

    report = intake.read(content, "list.csv")

    assert [notice.code for notice in report.notices] == ["ignored-columns"]
