"""URLs of an organization's loaded people, and of the link to unsubscribe."""

from django.urls import path

from .views import loaded, unsubscribe

_PEOPLE = "organization/bulk-registration/recipients/"
app_name = "recipients"
urlpatterns = [
    path("portal/unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path(
        _PEOPLE + "<int:pk>/invite-again/",
        loaded.invite_again,
        name="invite_again",
    ),
    path(_PEOPLE + "send-again/", loaded.send_again, name="send_again"),
    path(_PEOPLE + "under-way/", loaded.under_way, name="under_way"),
    path(_PEOPLE + "come-back/", loaded.come_back, name="come_back"),
    path(_PEOPLE + "ask-help-desk/", loaded.ask_help_desk, name="ask_help_desk"),
    path(_PEOPLE + "recipients.<str:format>", loaded.export, name="export"),
]
