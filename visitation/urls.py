"""Addresses of the working day. None of them ever holds a name or a CPR number."""

from django.urls import path

from .views import day, overview

app_name = "visitation"
urlpatterns = [
    path("min-dag/", day.day, name="day"),
    path("overblik/", overview.overview, name="overview"),
]
