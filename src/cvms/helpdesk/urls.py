from django.urls import path

from .views import answers, public, queue, removal, request_page

app_name = "helpdesk"
urlpatterns = [
    path("help-desk/", public.home, name="home"),
    path("help-desk/ask/<str:kind>/", public.ask, name="ask"),
    path("help-desk/find/", public.find, name="find"),
    path("help-desk/requests/<str:secret>/", public.follow, name="follow"),
    path("staff/help-desk/", queue.queue, name="queue"),
    path("staff/help-desk/<str:number>/", request_page.detail, name="detail"),
    path("staff/help-desk/<str:number>/answer/", answers.answer, name="answer"),
    path("staff/help-desk/<str:number>/note/", answers.note, name="note"),
    path("staff/help-desk/<str:number>/assign/", answers.assign, name="assign"),
    path("staff/help-desk/<str:number>/move/", answers.move, name="move"),
    path("staff/help-desk/<str:number>/look-up/", removal.look_up, name="look_up"),
    path("staff/help-desk/<str:number>/propose/", removal.propose, name="propose"),
    path(
        "staff/help-desk/<str:number>/removal-progress/",
        removal.removal_progress,
        name="removal_progress",
    ),
    path("staff/help-desk/<str:number>/removals/<int:pk>/", removal.decide, name="decide"),
]
