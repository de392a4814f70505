from django.urls import path

from .views import home

app_name = "organizations"
urlpatterns = [path("", home.home, name="home")]
