"""The public directory, its keepers' pages, and the pages of location managers."""

from django.urls import path

from cvms.organizations.views import invited as organizations

from . import desk_views, keeping_views, people_views, views

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
    path("provider/people/", people_views.people, name="people"),
    path("provider/people/register/", people_views.register, name="register"),
    path("provider/people/<int:pk>/", people_views.resume, name="resume"),
    path("provider/people/<int:pk>/give-up/", people_views.give_up, name="give_up"),
    path("provider/people/<int:pk>/status/", people_views.status, name="status"),
    path("provider/people/<int:pk>/code.svg", people_views.code, name="code"),
    path("provider/people/<int:pk>/answers/<slug:slug>/", people_views.page, name="page"),
    path("provider/people/<int:pk>/answers/<slug:slug>/save/", people_views.save, name="save"),
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
