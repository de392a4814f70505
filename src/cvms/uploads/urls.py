"""URLs of bulk registration: lists, their columns, and their corrections."""

from django.urls import path

from .models import Upload
from .views import columns, history, preview, start, upload, whole_list, worklist

app_name = "uploads"
urlpatterns = [
    path("", start.start, name="start"),
    path("template/recipient_bulk_upload_file.csv", start.template, name="template"),
    path("search/", start.search, name="search"),
    path("low/", start.receive, {"volume": Upload.Volume.LOW.value}, name="receive_low"),
    path("high/", start.receive, {"volume": Upload.Volume.HIGH.value}, name="receive_high"),
    path("uploads/", history.history, name="history"),
    path("uploads/<int:pk>/", upload.detail, name="detail"),
    path("uploads/<int:pk>/progress/", upload.progress, name="progress"),
    path("uploads/<int:pk>/columns/", columns.show, name="columns"),
    path("uploads/<int:pk>/columns/choose/", columns.choose, name="choose_columns"),
    path("uploads/<int:pk>/sheet/", columns.choose_sheet, name="choose_sheet"),
    path("uploads/<int:pk>/create/", preview.create, name="create"),
    path("uploads/<int:pk>/cancel/", preview.cancel, name="cancel"),
    path("uploads/<int:pk>/use-high-volume/", preview.use_high_volume, name="use_high_volume"),
    path("uploads/<int:pk>/try-again/", upload.try_again, name="try_again"),
    path("uploads/<int:pk>/correct/", worklist.correct, name="correct"),
    path("uploads/<int:pk>/keep/", worklist.keep, name="keep"),
    path("uploads/<int:pk>/leave-out/", worklist.leave_out, name="leave_out"),
    path("uploads/<int:pk>/whole-list/", whole_list.show, name="whole_list"),
    path("uploads/<int:pk>/whole-list/call/", whole_list.call, name="call_whole"),
    path("uploads/<int:pk>/whole-list/mark/", whole_list.mark, name="mark_missing"),
    path("uploads/<int:pk>/errors.csv", history.errors, name="errors"),
]
