"""`cvms check`: exit status, the table, the JSON, and that it needs nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cvms.cli import main

SAMPLES = Path(__file__).parent.parent / "samples"
GOOD = SAMPLES / "should_load" / "comma.csv"
SOME = SAMPLES / "should_reject" / "guide_page_29.csv"
REFUSED = SAMPLES / "should_refuse" / "email_twice.csv"
CVMS = "import sys; from cvms.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.mark.parametrize(("path", "status"), [(GOOD, 0), (SOME, 1), (REFUSED, 2)])
def test_the_exit_status_says_how_it_went(path, status, capfd):
    assert main(["check", str(path)]) == status
    assert main(["check", "--json", str(path)]) == status


def test_the_json_output_is_the_samples_report(capfd):
    main(["check", str(SOME), "--json"])
    expected = SOME.with_name(SOME.name + ".expected.json").read_text(encoding="utf-8")
    assert capfd.readouterr().out == expected
    keys = "file format encoding records accepted ignored_columns notices rejected problem"
    assert " ".join(json.loads(expected)) == keys


def test_the_table_shows_each_rejected_record_with_its_line_and_reasons(tmp_path, capfd):
    path = tmp_path / "staff.csv"
    rows = ("ana,Abara,a@p.test", "高橋,,A@P.TEST", f",{'x' * 40},bad")
    path.write_text("\n".join(("first name,surname,e-mail,Dept", *rows)), encoding="utf-8")
    main(["check", str(path)])
    assert capfd.readouterr().out == (
        "staff.csv (csv, utf-8)\n"
        "3 records: 1 good, 2 rejected\n"
        'Notice (ignored-columns): These columns are not needed and were left out: "Dept".\n'
        "\n"
        "Line  First Name  Last Name                         Email     What is wrong\n"
        "----  ----------  --------------------------------  --------  "
        "---------------------------------------------------------\n"
        "2     高橋                                          A@P.TEST  "
        "Last Name is blank Email Address is duplicate (of line 1)\n"
        "3                 xxxxxxxxxxxxxxxxxxxxxxxxxxxxx...  bad       "
        "First Name is blank Email Address is invalid\n"
    )


def test_a_refused_file_is_explained(capfd):
    main(["check", str(REFUSED)])
    assert capfd.readouterr().out == (
        "email_twice.csv (csv, utf-8)\n"
        'Refused (repeated-column): The file has more than one Email column: "Email", '
        '"E-mail Address". Keep one and delete the others. Or say which column is which: '
        '--columns "First Name=first,Last Name=last,Email=email".\n'
    )


def test_control_characters_in_a_cell_do_not_reach_the_terminal(tmp_path, capfd):
    path = tmp_path / "list.csv"
    path.write_bytes(b"First Name,Last Name,Email\n\x1b[2J,B,a@p.example\n")
    assert main(["check", str(path)]) == 1
    assert "\x1b" not in capfd.readouterr().out


def test_the_limit_can_be_set(capfd):
    assert main(["check", str(GOOD), "--limit", "3"]) == 0
    assert main(["check", str(GOOD), "--limit", "2"]) == 2
    assert "The file has 3 records, and the limit is 2." in capfd.readouterr().out


@pytest.mark.parametrize("limit", ["0", "-1", "many", ""])
def test_a_limit_that_is_not_a_number_is_an_error_of_the_command(limit, capfd):
    with pytest.raises(SystemExit, match="2"):
        main(["check", str(GOOD), f"--limit={limit}"])


def test_a_file_that_cannot_be_opened_is_an_error_of_the_command(tmp_path, capfd):
    assert main(["check", str(tmp_path / "none.csv")]) == 2
    assert "cannot be opened" in capfd.readouterr().err
    assert main(["check", str(tmp_path)]) == 2


def test_help_lists_check_and_says_where_the_rest_is(capfd):
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    out = capfd.readouterr().out
    assert "check" in out
    assert "`cvms help` lists them all" in out


def test_every_other_command_goes_to_django(monkeypatch):
    handed = []
    monkeypatch.setattr("django.core.management.execute_from_command_line", handed.append)
    assert main(["migrate", "--plan"]) == 0
    assert handed == [["cvms", "migrate", "--plan"]]


def test_help_of_check_explains_statuses_limits_and_every_error(capfd):
    with pytest.raises(SystemExit, match="0"):
        main(["check", "--help"])
    out = capfd.readouterr().out
    for words in ("Exit status", "5,000 records", "Email Address is duplicate", "too-many-records"):
        assert words in out


def test_check_starts_without_django():
    program = (
        "import sys; from cvms.cli import main; status = main(sys.argv[1:]);"
        "assert not any(name.startswith('django') for name in sys.modules); sys.exit(status)"
    )

    said = subprocess.check_output([sys.executable, "-c", program, "check", GOOD])

    assert b"3 records: 3 good, 0 rejected" in said


def work_of(*words):
    """The processor time of a process; the least of three, which other processes disturb least."""
    times = []
    for _ in range(3):
        start = sum(os.times()[2:4])  # of the processes started
        subprocess.check_output([sys.executable, *words])
        times.append(sum(os.times()[2:4]) - start)
    return min(times)


def test_check_takes_less_than_half_the_work_of_starting_django():
    checking = work_of("-c", CVMS, "check", GOOD)

    assert checking < work_of("-c", "import django; django.setup()") / 2


def test_a_closed_pipe_is_not_an_error():
    many = SAMPLES / "should_reject" / "addresses_that_are_invalid.csv"
    with subprocess.Popen(
        [sys.executable, "-c", CVMS, "check", many],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 1


def test_a_command_of_the_portal_without_its_settings_says_what_it_needs():
    run = subprocess.run(
        [sys.executable, "-c", CVMS, "help"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
    )
    assert run.returncode == 1
    assert run.stderr.startswith('cvms: Environment variable "SECRET_KEY" not set.')
    assert "`cvms run` starts a demonstration" in run.stderr
