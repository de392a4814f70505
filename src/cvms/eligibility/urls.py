from django.urls import path

from . import draft_views, publish_views, views

app_name = "eligibility"
urlpatterns = [
    path("", views.versions, name="versions"),
    path("progress/", views.progress, name="progress"),
    path("<int:pk>/", views.version, name="version"),
    path("<int:pk>/new-draft/", draft_views.new_draft, name="new_draft"),
    path("<int:pk>/edit/", draft_views.edit, name="edit"),
    path("<int:pk>/groups/", draft_views.arrange, name="arrange"),
    path("<int:pk>/groups/<int:place>/", draft_views.group, name="group"),
    path("<int:pk>/try/", draft_views.try_out, name="try"),
    path("<int:pk>/compare/", draft_views.compare, name="compare"),
    path("<int:pk>/discard/", draft_views.discard, name="discard"),
    path("<int:pk>/publish/", publish_views.publish, name="publish"),
    path("<int:pk>/comparison/", publish_views.comparison, name="comparison"),
]
