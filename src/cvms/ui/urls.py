"""Addresses of the help and information pages."""

from django.urls import path

from . import help as pages

app_name = "ui"
urlpatterns = [
    path("help/", pages.help_index, name="help_index"),
    path("help/browsers/", pages.help_page, {"slug": "browsers"}, name="browsers"),
    path("help/<slug:slug>/", pages.help_page, name="help_page"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
]
