"""The public directory, its keepers' pages, and the pages of location managers."""

from django.urls import path

from cvms.organizations import views as organizations

from . import desk_views, keeping_views, views

app_name = "providers"
urlpatterns = [
    path("find-a-provider/", views.directory, name="directory"),
    path("provider/", views.home, name="home"),
    path("provider/location/", views.location, name="location"),
    path(
        "provider/organizations/",
        organizations.invited,
        {"again": "providers:invite_again"},
        name="organizations",
    ),
    path(
        "provider/organizations/<int:pk>/invite-again/",
        organizations.invite_again,
        {"back": "providers:organizations"},
        name="invite_again",
    ),
    path("provider/desk/", desk_views.desk, name="desk"),
    path("staff/locations/", keeping_views.locations, name="locations"),
    path("staff/locations/add/", keeping_views.add, name="add"),
    path("staff/locations/<int:pk>/", keeping_views.edit, name="edit"),
    path("staff/locations/<int:pk>/listed/", keeping_views.set_listed, name="set_listed"),
    path("staff/locations/<int:pk>/managers/", keeping_views.managers, name="managers"),
    path(
        "staff/locations/managers/<int:pk>/invite-again/",
        keeping_views.invite_manager_again,
        name="invite_manager_again",
    ),
    path("staff/locations/managers/<int:pk>/dismiss/", keeping_views.dismiss, name="dismiss"),
]
