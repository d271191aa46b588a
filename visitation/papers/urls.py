"""Addresses of a case on paper. None of them ever holds a name or a CPR number."""

from django.urls import path

from . import views

app_name = "papers"
urlpatterns = [
    path("borgere/<int:pk>/overblik/", views.summary, name="summary"),
    path("borgere/<int:pk>/dossier/", views.dossier, name="dossier"),
]
