from django.urls import path

from . import agents, removing, views

app_name = "helpdesk"
urlpatterns = [
    path("help-desk/", views.home, name="home"),
    path("help-desk/ask/<str:kind>/", views.ask, name="ask"),
    path("help-desk/find/", views.find, name="find"),
    path("help-desk/requests/<str:secret>/", views.follow, name="follow"),
    path("staff/help-desk/", agents.queue, name="queue"),
    path("staff/help-desk/<str:number>/", agents.detail, name="detail"),
    path("staff/help-desk/<str:number>/answer/", agents.answer, name="answer"),
    path("staff/help-desk/<str:number>/note/", agents.note, name="note"),
    path("staff/help-desk/<str:number>/assign/", agents.assign, name="assign"),
    path("staff/help-desk/<str:number>/move/", agents.move, name="move"),
    path("staff/help-desk/<str:number>/look-up/", removing.look_up, name="look_up"),
    path("staff/help-desk/<str:number>/propose/", removing.propose, name="propose"),
    path("staff/help-desk/<str:number>/removals/<int:pk>/", removing.decide, name="decide"),
]
