"""Files that a browser saves."""

from django.http import HttpResponse


def download(name: str, content: bytes) -> HttpResponse:
    """Return a response that a browser saves as a CSV file with this name."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    ascii_name = name.encode("ascii", "replace").decode().replace('"', "'")
    response["Content-Disposition"] = f'attachment; filename="{ascii_name}"'
    return response
