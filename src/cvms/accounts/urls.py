"""URLs of accounts: each portal has a sign-in and a forgotten-password page."""

from django.urls import path

from .models import Portal
from .views import passwords, security, sign_in

app_name = "accounts"

SEGMENTS = {
    Portal.ORGANIZATION: "organization",
    Portal.RECIPIENT: "portal",
    Portal.STAFF: "staff",
    Portal.PROVIDER: "provider",
}

urlpatterns = [
    path("set-password/<str:secret>/", passwords.set_password, name="set_password"),
    path("set-password/<str:secret>/new-link/", passwords.replace_link, name="replace_link"),
    path("change-password/", passwords.change_password, name="change_password"),
    path("account/security/", security.Security.as_view(), name="security"),
    path("account/sign-out-everywhere/", security.sign_out_everywhere, name="sign_out_everywhere"),
    path("stay/", sign_in.stay, name="stay"),
]
for _portal, _segment in SEGMENTS.items():
    urlpatterns += [
        path(
            f"{_segment}/sign-in/",
            sign_in.SignIn.as_view(portal=_portal.value),
            name=f"sign_in_{_portal}",
        ),
        path(
            f"{_segment}/forgot-password/",
            passwords.forgot_password,
            {"portal": _portal.value},
            name=f"forgot_password_{_portal}",
        ),
    ]
