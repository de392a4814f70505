"""State staff invite organizations."""

from django.urls import path

from cvms.organizations import views

app_name = "staff"
urlpatterns = [
    path("staff/", views.invited, {"again": "staff:invite_again"}, name="home"),
    path(
        "staff/organizations/<int:pk>/invite-again/",
        views.invite_again,
        {"back": "staff:home"},
        name="invite_again",
    ),
]
