"""URLs of an organization's home page, information and colleagues."""

from django.urls import path

from .views import colleagues, home

_COLLEAGUES = "colleagues/"
app_name = "organizations"
urlpatterns = [
    path("", home.home, name="home"),
    path("information/", home.information, name="information"),
    path(_COLLEAGUES, colleagues.colleagues, name="colleagues"),
    path(
        _COLLEAGUES + "<int:pk>/invite-again/",
        colleagues.invite_again,
        name="colleague_invite_again",
    ),
    path(_COLLEAGUES + "<int:pk>/take-back/", colleagues.take_back, name="colleague_take_back"),
    path(_COLLEAGUES + "hand-over/", colleagues.hand_over, name="hand_over"),
    path(_COLLEAGUES + "your-name/", colleagues.own_name, name="own_name"),
]
