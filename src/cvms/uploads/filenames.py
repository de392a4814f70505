"""Names of the files that are made from an uploaded file."""

from .models import Upload


def as_csv(filename: str) -> str:
    """Return the name with .csv: edited files are stored as CSV, not as a workbook."""
    stem, dot, ending = filename.rpartition(".")
    return f"{stem}.csv" if dot and ending.lower() in ("xlsx", "xls", "ods") else filename


def error_file_name(upload: Upload) -> str:
    """Return the name of an uploaded file's error file."""
    stem = upload.filename.rpartition(".")[0] or upload.filename
    return f"{stem}_errors.csv"
