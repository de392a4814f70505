"""The verification desk's page. What is typed is posted: no address holds a person's data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cvms.accounts.limits.limits import within
from cvms.accounts.permissions import Permission
from cvms.registration.finding import Way

from ..actions.looking_up import look_up
from ..desk_forms import FORMS, unbound
from ..models import Location
from ..presentation import shown
from ..scope import for_location_manager

PAGE = "providers/desk.html"


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@for_location_manager(Permission.VERIFY_ELIGIBILITY)
def desk(request: HttpRequest, location: Location) -> HttpResponse:
    """Look a person up: name, vaccine group and status come back, and nothing else."""
    context = {"forms": unbound(), "location": location, "way": Way.CODE.value}
    if request.method != "POST":
        return render(request, PAGE, context)
    way = Way(request.POST["way"]) if request.POST.get("way") in Way.values else Way.CODE
    form = FORMS[way](request.POST, auto_id=f"{way.value}_%s")
    if not form.is_valid():
        return _again(request, context, way, form)
    if not within("look_up_person", str(request.user.pk), request=request, form=form):
        return _again(request, context, way, form)
    answer = look_up(way=way, typed=form.cleaned_data, location=location, by=request.user)
    context |= {"answer": answer, "person": shown(answer), "way": way.value}
    if answer.count > 1:
        context["forms"][way.value] = form
    return render(request, PAGE, context)


def _again(request: HttpRequest, context: dict, way: Way, form: object) -> HttpResponse:
    """What was typed, with what is wrong with it."""
    context["forms"][way.value] = form
    return render(request, PAGE, context | {"form": form, "way": way.value})
