"""All addresses of the program."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from accounts.admin import administration
from accounts.urls import allauth_patterns
from accounts.views import home

from .health import health

urlpatterns = [
    path("", home, name="home"),
    path("sundhed", health, name="health"),
    path("sprog/", login_not_required(set_language), name="set_language"),
    path("", include("reporting.urls")),
    path("konto/", include("accounts.urls")),
    path("lister/", include("accounts.exporting.urls")),
    path("konto/", include(allauth_patterns)),
    path("", include("visitation.urls")),
    path("", include("visitation.papers.urls")),
    path("", include("cases.urls")),
    path("progression/", include("progression.urls")),
    path("admin/", administration.urls),
]
