"""Template tags and filters of all pages; available without `{% load %}`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html

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
register.filter("named", wording.named)
register.filter("longtime", wording.longtime, expects_localtime=True)


@register.simple_block_tag
def alert(
    content: str, kind: str, heading: str = "", *, slim: bool = False, level: int = 2
) -> "SafeString":
    """Render a USWDS alert; `kind` is success, info, warning or error, `level` the heading's."""
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
    """Render a native dialog, which is an alert in the page if there is no JavaScript.

    `open` shows it when the page loads; otherwise `<button type="button" data-dialog="the-id">`
    opens it. A button in a `<form method="dialog">` closes it. `kind` (success, error...) sets the
    color of its edge.
    """
    values = {"content": content, "id": dialog_id, "heading": heading, "open": open, "kind": kind}
    return render_to_string("ui/tags/dialog.html", values)


@register.inclusion_tag("ui/tags/step_indicator.html")
def step_indicator(steps: Sequence[str], current: int) -> dict[str, Any]:
    """Render the progress through a form of several pages; `current` counts from 1."""
    marked = [(label, number) for number, label in enumerate(steps, 1)]
    return {
        "steps": marked,
        "current": current,
        "total": len(marked),
        "label": marked[current - 1][0],
    }


@register.simple_tag
def replaces(part: str) -> "SafeString":
    """Return attributes by which links inside an element replace only the part with this id.

    The view that a link leads to sends the part alone if `request.htmx.target` names it; of a whole
    page, as a former release answers, only the part is taken. Without scripts, links lead to the
    whole page.
    """
    attributes = (
        'hx-boost="true" hx-target="#{0}" hx-select="#{0}" hx-swap="outerHTML"'
        ' hx-sync="#{0}:replace" hx-indicator="#{0}"'
    )
    return format_html(attributes, part)


@register.inclusion_tag("ui/tags/sort_header.html")
def sort_header(
    label: str, key: str, page_query: QueryDict, default: str = "", place: str = ""
) -> dict[str, Any]:
    """Render a column heading that sorts: by `?sort=key`, then by `?sort=-key`.

    `default` is the page's order without `sort`; `place` is the id of the list, to scroll to.
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
    """Render the link of `sort_header` alone, for narrow screens, which show no headings."""
    return sort_header(label, key, page_query, default, place)


@register.inclusion_tag("ui/tags/pagination.html", takes_context=True)
def pagination(
    context: "Context", page_obj: "Page[Any]", place: str = "", label: str = ""
) -> dict[str, Any]:
    """Render links to the pages of a list, which keep the query string; nothing for one page.

    `place` is the id of the list, to scroll to; `label` tells two paginations on a page apart.
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
    """Render the link to the next page of a `cvms.ui.keyset.Slice`."""
    return {"slice": slice, "request": context["request"]}


@register.inclusion_tag("ui/tags/back_link.html")
def back_link(url: str, text: str) -> dict[str, Any]:
    """Render a link back, above the page's heading."""
    return {"url": url, "text": text}


@register.inclusion_tag("ui/tags/empty.html")
def empty(heading: str, text: str = "") -> dict[str, Any]:
    """Render the text of an empty list."""
    return {"heading": heading, "text": text}


@register.inclusion_tag("ui/tags/progress.html")
def progress(value: int, total: int, label: str) -> dict[str, Any]:
    """Render progress as a bar and in words; `total` is 0 if unknown."""
    return {"value": value, "total": total, "label": label}


@register.inclusion_tag("ui/tags/summary_row.html")
def summary_row(label: str, value: object, url: str = "") -> dict[str, Any]:
    """Render a question and its answer, with a link to change it, in a `dl.cvms-summary`."""
    return {"label": label, "value": value, "url": url}


@register.inclusion_tag("ui/tags/icon.html")
def icon(name: str) -> dict[str, Any]:
    """Render a decorative icon of the USWDS sprite; text beside it must say what it means."""
    return {"name": name}
