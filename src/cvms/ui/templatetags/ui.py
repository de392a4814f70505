"""Template tags of the pages' recurring parts; loaded everywhere without `load`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string

from cvms.ui import wording

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.template import Context
    from django.utils.safestring import SafeString

    from cvms.ui.keyset import Slice

register = template.Library()
register.filter("phone", wording.phone)
register.filter("dialed", wording.dialed)
register.filter("tel", wording.tel, is_safe=True)
register.filter("tel_in_letter", wording.tel_in_letter, is_safe=True)
register.filter("filesize_guide", wording.filesize_guide)
register.filter("lead_in", wording.lead_in)
register.filter("longtime", wording.longtime, expects_localtime=True)


@register.simple_block_tag
def alert(
    content: str, kind: str, heading: str = "", *, slim: bool = False, level: int = 2
) -> "SafeString":
    """A USWDS alert; `kind` is success, info, warning or error, `level` the heading's."""
    values = {"content": content, "kind": kind, "heading": heading, "slim": slim, "level": level}
    return render_to_string("ui/tags/alert.html", values)


@register.simple_block_tag
def dialog(
    content: str,
    dialog_id: str,
    heading: str,
    *,
    open: bool = False,  # noqa: A002 - named as the element's own attribute
    kind: str = "",
) -> "SafeString":
    """A native dialog that is an alert in the page where there is no script.

    Open another with `<button type="button" data-dialog="the-id">`; close it with a button inside
    a `<form method="dialog">`. `kind` (success, error...) colours its edge.
    """
    values = {"content": content, "id": dialog_id, "heading": heading, "open": open, "kind": kind}
    return render_to_string("ui/tags/dialog.html", values)


@register.inclusion_tag("ui/tags/step_indicator.html")
def step_indicator(steps: Sequence[str], current: int) -> dict[str, Any]:
    """Where one is in a form of several pages; `current` counts from 1."""
    marked = [(label, number) for number, label in enumerate(steps, 1)]
    return {
        "steps": marked,
        "current": current,
        "total": len(marked),
        "label": marked[current - 1][0],
    }


@register.inclusion_tag("ui/tags/sort_header.html")
def sort_header(
    label: str, key: str, page_query: QueryDict, default: str = "", place: str = ""
) -> dict[str, Any]:
    """A column heading that sorts: `?sort=key`, then `?sort=-key`; `default` is the page's own.

    `place` is the id of the list, to which the reader comes back.
    """
    sort = page_query.get("sort") or default
    ascending = sort == key
    query = page_query.copy()
    query["sort"] = f"-{key}" if ascending else key
    query.pop("page", None)
    return {
        "label": label,
        "query": query.urlencode(),
        "ascending": ascending,
        "descending": sort == f"-{key}",
        "place": place,
    }


@register.inclusion_tag("ui/tags/sort_link.html")
def sort_link(
    label: str, key: str, page_query: QueryDict, default: str = "", place: str = ""
) -> dict[str, Any]:
    """Return the link of `sort_header` alone, for a phone that shows no headings."""
    return sort_header(label, key, page_query, default, place)


@register.inclusion_tag("ui/tags/pagination.html", takes_context=True)
def pagination(
    context: "Context", page_obj: "Page[Any]", place: str = "", label: str = ""
) -> dict[str, Any]:
    """Page numbers that keep the rest of the query string; nothing for a single page.

    `place` is the id of the list, to which the reader comes back; two on one page differ by label.
    """
    return {
        "page_obj": page_obj,
        "numbers": page_obj.paginator.get_elided_page_range(
            page_obj.number, on_each_side=1, on_ends=1
        ),
        "request": context["request"],
        "place": place,
        "label": label,
    }


@register.inclusion_tag("ui/tags/older.html", takes_context=True)
def older(context: "Context", slice: "Slice") -> dict[str, Any]:  # noqa: A002 - named as what it is
    """The way on through a list that is read by `cvms.ui.keyset`."""
    return {"slice": slice, "request": context["request"]}


@register.inclusion_tag("ui/tags/back_link.html")
def back_link(url: str, text: str) -> dict[str, Any]:
    """The way back, above the page's heading."""
    return {"url": url, "text": text}


@register.inclusion_tag("ui/tags/empty.html")
def empty(heading: str, text: str = "") -> dict[str, Any]:
    """What a list says when it has nothing in it yet."""
    return {"heading": heading, "text": text}


@register.inclusion_tag("ui/tags/progress.html")
def progress(value: int, total: int, label: str) -> dict[str, Any]:
    """How far some work is, as a bar and in words; an unknown total is 0."""
    return {"value": value, "total": total, "label": label}


@register.inclusion_tag("ui/tags/summary_row.html")
def summary_row(label: str, value: object, url: str = "") -> dict[str, Any]:
    """A question and its answer, with a link to change it; inside `<dl class="cvms-summary">`."""
    return {"label": label, "value": value, "url": url}


@register.inclusion_tag("ui/tags/icon.html")
def icon(name: str) -> dict[str, Any]:
    """A decorative icon of the USWDS sprite; put words beside it."""
    return {"name": name}
