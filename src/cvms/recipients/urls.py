from django.urls import path

from . import views

app_name = "recipients"
urlpatterns = [
    path("portal/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path(
        "organization/bulk-registration/recipients/<int:pk>/invite-again/",
        views.invite_again,
        name="invite_again",
    ),
]
