"""The Staff Console's URLs."""

from django.urls import URLPattern, URLResolver, include, path

from .views import (
    accounts,
    audit,
    audit_export,
    contacts,
    delivery,
    home,
    lists,
    merging,
    organizations,
    pauses,
    releasing,
    statistics,
    uploads,
)

app_name = "staff"
_lists = [
    path("", lists.start, name="lists"),
    path("template/", lists.template, name="list_template"),
    path("<int:pk>/", lists.detail, name="list"),
    path("<int:pk>/progress/", lists.progress, name="list_progress"),
    path("<int:pk>/send/", lists.send, name="list_send"),
    path("<int:pk>/cancel/", lists.cancel, name="list_cancel"),
    path("<int:pk>/errors/", lists.errors, name="list_errors"),
]
_organizations: list[URLPattern | URLResolver] = [
    path("", organizations.index, name="organizations"),
    path("invite/", organizations.invite, name="invite"),
    path("invite/list/", include(_lists)),
    path("invite/again/", organizations.invite_unanswered_again, name="invite_unanswered_again"),
    path("<int:pk>/", organizations.organization, name="organization"),
    path("<int:pk>/deactivate/", organizations.deactivate, name="deactivate"),
    path("<int:pk>/reactivate/", organizations.reactivate, name="reactivate"),
    path("<int:pk>/contacts/", contacts.add, name="contact_add"),
    path("<int:pk>/merge/", merging.merge, name="merge"),
]
_contacts = [
    path("<int:pk>/correct/", merging.correct_contact, name="contact_correct"),
    path("<int:pk>/invite-again/", contacts.invite_again, name="contact_invite_again"),
    path("<int:pk>/revoke/", contacts.revoke, name="contact_revoke"),
    path("<int:pk>/deactivate/", contacts.deactivate, name="contact_deactivate"),
    path("<int:pk>/reactivate/", contacts.reactivate, name="contact_reactivate"),
]
urlpatterns = [
    path("staff/", home.home, name="home"),
    path("staff/organizations/", include(_organizations)),
    path("staff/contacts/", include(_contacts)),
    path("staff/uploads/", uploads.uploads, name="uploads"),
    path("staff/uploads/<int:pk>/retry/", uploads.retry, name="upload_retry"),
    path("staff/delivery/", delivery.delivery, name="delivery"),
    path("staff/delivery/<int:pk>/retry/", delivery.retry, name="retry"),
    path("staff/delivery/pauses/<int:pk>/resume/", pauses.resume, name="resume_mail"),
    path("staff/delivery/release/", releasing.release, name="release_mail"),
    path("staff/delivery/retry-reason/", delivery.retry_reason, name="retry_reason"),
    path("staff/statistics/", statistics.statistics, name="statistics"),
    path("staff/statistics/recount/", statistics.recount, name="recount"),
    path("staff/statistics/<slug:name>.csv", statistics.as_csv, name="statistics_csv"),
    path("staff/accounts/", accounts.accounts, name="accounts"),
    path("staff/accounts/invite/", accounts.invite, name="account_invite"),
    path("staff/accounts/<int:pk>/", accounts.account, name="account"),
    path(
        "staff/accounts/<int:pk>/invite-again/",
        accounts.invite_again,
        name="account_invite_again",
    ),
    path("staff/audit/", audit.trail, name="audit"),
    path("staff/audit/export/", audit_export.export, name="audit_export"),
]
