"""Addresses of the figures."""

from django.urls import path, re_path

from .views import definitions, downloads, explained, full_time, municipality, star

app_name = "reporting"
MONTH = r"(?P<month>\d{4}-\d{2})"

urlpatterns = [
    path("kommune/", municipality.own_municipality, name="municipality"),
    path("kommune/<slug:code>/foreloebig/", municipality.preliminary, name="preliminary"),
    path("kommune/<slug:code>/vaelg/", municipality.choose, name="choose"),
    re_path(rf"^kommune/(?P<code>\w+)/{MONTH}/$", municipality.municipality_month, name="municipality_month"),
    re_path(
        rf"^kommune/(?P<code>\w+)/{MONTH}/rapport\.(?P<form>\w+)$",
        downloads.municipality_file,
        name="municipality_file",
    ),
    re_path(rf"^kommune/(?P<code>\w+)/{MONTH}/tal/(?P<key>\w+)/$", explained.people, name="figure_people"),
    path("kommune/<slug:code>/fuldtidspersoner/", full_time.page, name="full_time"),
    re_path(rf"^landet/{MONTH}/rapport\.(?P<form>\w+)$", downloads.country_file, name="country_file"),
    path("definitioner/", definitions.all_of_them, name="definitions"),
    path("definitioner/<slug:key>/", definitions.one, name="definition"),
    path("star/", star.newest, name="star"),
    re_path(rf"^star/{MONTH}/$", star.month, name="star_month"),
    re_path(rf"^star/{MONTH}/dan/$", star.render_files, name="star_render"),
    re_path(rf"^star/{MONTH}/fremdrift/$", star.progress, name="star_progress"),
    re_path(rf"^star/{MONTH}/alle\.zip$", star.archive, name="star_zip"),
    path("rapporter/<int:number>.pdf", star.stored_file, name="stored_file"),
]
