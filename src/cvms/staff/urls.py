"""State staff invite organizations."""

from django.urls import path

from cvms.organizations import views

from .views import home

app_name = "staff"
urlpatterns = [
    path("staff/", home, name="home"),
    path(
        "staff/organizations/<int:pk>/invite-again/",
        views.invite_again,
        {"back": "staff:home"},
        name="invite_again",
    ),
]
