"""URLs of the eligibility rules in the Staff Console."""

from django.urls import path

from . import views
from .drafts.views import editing, publishing

app_name = "eligibility"
urlpatterns = [
    path("", views.versions, name="versions"),
    path("progress/", views.progress, name="progress"),
    path("<int:pk>/", views.version, name="version"),
    path("<int:pk>/new-draft/", editing.new_draft, name="new_draft"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/groups/", editing.arrange, name="arrange"),
    path("<int:pk>/groups/<int:place>/", editing.group, name="group"),
    path("<int:pk>/try/", editing.try_out, name="try"),
    path("<int:pk>/compare/", editing.compare, name="compare"),
    path("<int:pk>/discard/", editing.discard, name="discard"),
    path("<int:pk>/publish/", publishing.publish, name="publish"),
    path("<int:pk>/withdraw/", publishing.withdraw, name="withdraw"),
    path("<int:pk>/go-back/", publishing.go_back, name="go_back"),
    path("<int:pk>/comparison/", publishing.comparison, name="comparison"),
]
