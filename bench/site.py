"""The program's addresses and one more: the static page that the measured pages are compared with."""

from django.urls import path
from django.views.generic import TemplateView

from flereskalmed.urls import urlpatterns as program

STATIC_PAGE = "/statisk/"

#: Everything that every page has (session, user, header, menu, footer), and nothing else.
urlpatterns = [*program, path(STATIC_PAGE[1:], TemplateView.as_view(template_name="base.html"))]
