"""Names of the files that are made from an uploaded one."""

from .models import Upload


def as_csv(filename: str) -> str:
    """What was edited is kept as CSV, and its name must not promise a workbook."""
    stem, dot, ending = filename.rpartition(".")
    return f"{stem}.csv" if dot and ending.lower() in ("xlsx", "xls", "ods") else filename


def error_file_name(upload: Upload) -> str:
    """The uploaded file's name, marked as the errors of it."""
    stem = upload.filename.rpartition(".")[0] or upload.filename
    return f"{stem}_errors.csv"
