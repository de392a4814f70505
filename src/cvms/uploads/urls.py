from django.urls import path

from . import detail, views
from .models import Upload

app_name = "uploads"
urlpatterns = [
    path("", views.start, name="start"),
    path("template/recipient_bulk_upload_file.csv", views.template, name="template"),
    path("search/", views.search, name="search"),
    path("low/", views.receive, {"volume": Upload.Volume.LOW.value}, name="receive_low"),
    path("high/", views.receive, {"volume": Upload.Volume.HIGH.value}, name="receive_high"),
    path("uploads/", views.history, name="history"),
    path("uploads/<int:pk>/", detail.detail, name="detail"),
    path("uploads/<int:pk>/progress/", detail.progress, name="progress"),
    path("uploads/<int:pk>/create/", detail.create, name="create"),
    path("uploads/<int:pk>/cancel/", detail.cancel, name="cancel"),
    path("uploads/<int:pk>/use-high-volume/", detail.use_high_volume, name="use_high_volume"),
    path("uploads/<int:pk>/try-again/", detail.try_again, name="try_again"),
    path("uploads/<int:pk>/correct/", detail.correct, name="correct"),
    path("uploads/<int:pk>/errors.csv", views.errors, name="errors"),
]
