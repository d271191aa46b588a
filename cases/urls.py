"""Addresses of the case work. None of them ever holds a name or a CPR number."""

from django.urls import path

from .views import case, history, listing, registering

app_name = "cases"
urlpatterns = [
    path("", listing.citizen_list, name="list"),
    path("soeg/", listing.search, name="search"),
    path("<int:pk>/", case.case, name="case"),
    path("<int:pk>/cpr/", case.cpr, name="cpr"),
    path("<int:pk>/historik/", history.history, name="history"),
    path("<int:pk>/adgang/", history.access, name="access"),
    path("<int:pk>/ny/<slug:slug>/", registering.add, name="add"),
    path("<int:pk>/<slug:slug>/<int:registration>/ret/", registering.change, name="change"),
    path("<int:pk>/<slug:slug>/<int:registration>/slet/", registering.delete, name="delete"),
]
