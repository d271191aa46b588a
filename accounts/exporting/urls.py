"""Addresses of the lists' workbooks."""

from django.urls import path

from . import views

app_name = "lists"
urlpatterns = [
    path("fil/<uuid:key>/", views.export, name="export"),
    path("fil/<uuid:key>/hent/", views.download, name="download"),
    path("fil/<uuid:key>/igen/", views.again, name="again"),
    path("<slug:name>/excel/", views.excel, name="excel"),
]
