"""The doors' addresses: one sign-in and one forgotten-password page for each portal."""

from django.urls import path

from . import views
from .models import Portal

app_name = "accounts"

SEGMENTS = {
    Portal.ORGANIZATION: "organization",
    Portal.RECIPIENT: "portal",
    Portal.STAFF: "staff",
    Portal.PROVIDER: "provider",
}

urlpatterns = [
    path("set-password/<str:secret>/", views.set_password, name="set_password"),
    path("set-password/<str:secret>/new-link/", views.replace_link, name="replace_link"),
    path("change-password/", views.change_password, name="change_password"),
    path("account/security/", views.Security.as_view(), name="security"),
    path("stay/", views.stay, name="stay"),
]
for _portal, _segment in SEGMENTS.items():
    urlpatterns += [
        path(
            f"{_segment}/sign-in/",
            views.SignIn.as_view(portal=_portal.value),
            name=f"sign_in_{_portal}",
        ),
        path(
            f"{_segment}/forgot-password/",
            views.forgot_password,
            {"portal": _portal.value},
            name=f"forgot_password_{_portal}",
        ),
    ]
