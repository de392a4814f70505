"""Extract what a person typed from a form that was too large, to show it to them again.

Only the beginning of the body was kept. Texts come before or between the files, which are skipped.
"""

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.core.handlers.wsgi import WSGIRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.http import url_has_allowed_host_and_scheme

from cvms.accounts.kept_words import words_typed

from .environ import Environ


class _NoFiles(FileUploadHandler):
    """Skips uploaded files."""

    def new_file(self, *_args: Any, **_named: Any) -> None:
        raise SkipFile


def words_of(environ: Environ) -> list[str]:
    """Return the texts of the form; none if it has a password."""
    request = WSGIRequest(environ)
    request.upload_handlers = [_NoFiles(request)]
    try:
        return words_typed(request)
    except (MultiPartParserError, SuspiciousOperation):
        return []


def page_before(environ: Environ) -> str:
    """Return the URL of the form's page; "" if the browser did not send it, or it is not ours."""
    request = WSGIRequest(environ)
    page = request.headers.get("Referer", "")
    host = environ.get("HTTP_HOST", "")
    return page if host and url_has_allowed_host_and_scheme(page, {host}) else ""
