"""Addresses of progression."""

from django.urls import path

from .views import overview

app_name = "progression"
urlpatterns = [path("", overview, name="overview")]
