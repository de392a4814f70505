"""URLs of the public directory, its maintenance by state staff, and location managers' pages."""

from django.urls import path

from cvms.organizations.views import invited as organizations

from .views import desk, keeping, people, public

app_name = "providers"
urlpatterns = [
    path("find-a-provider/", public.directory, name="directory"),
    path("provider/", public.home, name="home"),
    path("provider/location/", public.location, name="location"),
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
    path("provider/desk/", desk.desk, name="desk"),
    path("provider/desk/register/", desk.register_invited, name="register_invited"),
    path("code/", public.about_code, name="about_code"),
    path("provider/people/", people.people, name="people"),
    path("provider/people/register/", people.register, name="register"),
    path("provider/people/<int:pk>/", people.resume, name="resume"),
    path("provider/people/<int:pk>/give-up/", people.give_up, name="give_up"),
    path("provider/people/<int:pk>/status/", people.status, name="status"),
    path("provider/people/<int:pk>/code.svg", people.code, name="code"),
    path("provider/people/<int:pk>/answers/<slug:slug>/", people.page, name="page"),
    path("provider/people/<int:pk>/answers/<slug:slug>/save/", people.save, name="save"),
    path("staff/locations/", keeping.locations, name="locations"),
    path("staff/locations/add/", keeping.add, name="add"),
    path("staff/locations/<int:pk>/", keeping.edit, name="edit"),
    path("staff/locations/<int:pk>/listed/", keeping.set_listed, name="set_listed"),
    path("staff/locations/<int:pk>/managers/", keeping.managers, name="managers"),
    path(
        "staff/locations/managers/<int:pk>/invite-again/",
        keeping.invite_manager_again,
        name="invite_manager_again",
    ),
    path("staff/locations/managers/<int:pk>/dismiss/", keeping.dismiss, name="dismiss"),
]
