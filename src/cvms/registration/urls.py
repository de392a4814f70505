"""The COVID-19 Vaccine Portal's addresses."""

from django.urls import path

from . import views

app_name = "registration"
urlpatterns = [
    path("", views.home, name="home"),
    path("registration/", views.start, name="start"),
    path("registration/discard/", views.discard, name="discard"),
    path("registration/submitted/", views.submitted, name="submitted"),
    path("registration/<slug:slug>/", views.page, name="page"),
    path("registration/<slug:slug>/save/", views.save, name="save"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/code.svg", views.code, name="code"),
    path("profile/", views.profile, name="profile"),
]
