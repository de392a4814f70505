"""URLs of the help desk: its public form and the pages of its agents."""

from django.urls import path

from .views import (
    answers,
    applying,
    changes,
    files,
    people,
    public,
    queue,
    removal,
    replies,
    request_page,
    waiting_removals,
)

app_name = "helpdesk"
urlpatterns = [
    path("help-desk/", public.home, name="home"),
    path("help-desk/ask/<str:kind>/", public.ask, name="ask"),
    path("help-desk/find/", public.find, name="find"),
    path("help-desk/requests/<str:secret>/", public.follow, name="follow"),
    path(
        "help-desk/requests/<str:secret>/files/<int:pk>/",
        files.file_for_requester,
        name="file_for_requester",
    ),
    path("help-desk/changes/", changes.ask, name="ask_for_changes"),
    path("staff/people/", people.search, name="people"),
    path("staff/people/<int:pk>/", people.person, name="person"),
    path("staff/people/<int:pk>/send-again/", people.send_again, name="person_send_again"),
    path("staff/people/<int:pk>/correct/", people.correct, name="person_correct"),
    path("staff/people/<int:pk>/unsubscribe/", people.unsubscribe, name="person_unsubscribe"),
    path(
        "staff/people/<int:pk>/second-factor/",
        people.end_second_factor,
        name="person_second_factor",
    ),
    path("staff/removals/", waiting_removals.waiting_removals, name="removals"),
    path("staff/help-desk/", queue.queue, name="queue"),
    path("staff/help-desk/next/", answers.start, name="next"),
    path("staff/help-desk/close/", answers.close_chosen, name="close_chosen"),
    path("staff/help-desk/replies/", replies.replies, name="replies"),
    path("staff/help-desk/replies/add/", replies.add, name="reply_add"),
    path("staff/help-desk/replies/<int:pk>/", replies.change, name="reply"),
    path("staff/help-desk/replies/<int:pk>/delete/", replies.drop, name="reply_drop"),
    path("staff/help-desk/<str:number>/", request_page.detail, name="detail"),
    path("staff/help-desk/<str:number>/files/<int:pk>/", files.file_for_agent, name="file"),
    path("staff/help-desk/<str:number>/answer/", answers.answer, name="answer"),
    path("staff/help-desk/<str:number>/note/", answers.note, name="note"),
    path("staff/help-desk/<str:number>/assign/", answers.assign, name="assign"),
    path("staff/help-desk/<str:number>/move/", answers.move, name="move"),
    path("staff/help-desk/<str:number>/apply/", applying.apply_changes, name="apply_changes"),
    path("staff/help-desk/<str:number>/look-up/", removal.look_up, name="look_up"),
    path("staff/help-desk/<str:number>/propose/", removal.propose, name="propose"),
    path(
        "staff/help-desk/<str:number>/removal-progress/",
        removal.removal_progress,
        name="removal_progress",
    ),
    path("staff/help-desk/<str:number>/removals/", removal.decide, name="decide"),
]
