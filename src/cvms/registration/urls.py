"""The COVID-19 Vaccine Portal's URLs."""

from django.urls import path

from .views import check, portal

app_name = "registration"
urlpatterns = [
    path("", portal.home, name="home"),
    path("registration/", portal.start, name="start"),
    path("registration/discard/", portal.discard, name="discard"),
    path("registration/submitted/", portal.submitted, name="submitted"),
    path("registration/<slug:slug>/", portal.page, name="page"),
    path("registration/<slug:slug>/save/", portal.save, name="save"),
    path("check/", check.check, name="check"),
    path("dashboard/", portal.dashboard, name="dashboard"),
    path("dashboard/code.svg", portal.code, name="code"),
    path("profile/", portal.profile, name="profile"),
]
