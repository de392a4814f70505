"""State staff and location managers invite organizations, each at their own portal."""

from django.urls import path

from cvms.organizations import views

from .views import home

app_name = "staff"
urlpatterns = [
    path("staff/", home, name="home"),
    path("staff/organizations/<int:pk>/invite-again/", views.invite_again, name="invite_again"),
    path("provider/", views.invited, name="provider_home"),
    path(
        "provider/organizations/<int:pk>/invite-again/",
        views.invite_again,
        name="provider_invite_again",
    ),
]
