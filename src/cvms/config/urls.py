"""Every URL of the product."""

from allauth.account.views import reauthenticate
from django.conf import settings
from django.urls import include, path

from cvms.accounts.limits.middleware import too_many_codes
from cvms.accounts.views import front_page, sign_in
from cvms.accounts.views.language import set_language
from cvms.it_admin.admin import site as it_admin
from cvms.ui import errors, health

from . import faults, metrics, ready

urlpatterns = [
    path("", front_page.home, name="home"),
    path("", include("cvms.accounts.urls")),
    path("", include("cvms.helpdesk.urls")),
    path("", include("cvms.staff.urls")),
    path("portal/", include("cvms.registration.urls")),
    path("staff/eligibility/", include("cvms.eligibility.urls")),
    path("", include("cvms.providers.urls")),
    path("", include("cvms.recipients.urls")),
    path("organization/", include("cvms.organizations.urls")),
    path("organization/bulk-registration/", include("cvms.uploads.urls")),
    path("", include("cvms.ui.urls")),
    path("sign-in/", sign_in.sign_in_anywhere, name="account_login"),
    path("healthz", health.health, name="health"),
    path("readyz", ready.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("language/", set_language, name="set_language"),
    path("account/security/", include("allauth.mfa.urls")),
    path("account/reauthenticate/", reauthenticate, name="account_reauthenticate"),
    path("state-it/", it_admin.urls),
    path("inactive/", sign_in.inactive, name="account_inactive"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
]

if settings.ANYMAIL["WEBHOOK_SECRET"]:
    urlpatterns.append(path("mail-service/", include("anymail.urls")))

handler429 = too_many_codes
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = faults.server_error
