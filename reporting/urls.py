"""Addresses of the figures."""

from django.urls import path, re_path

from .views import downloads, grants, instalments, municipality, star

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
    re_path(rf"^landet/{MONTH}/rapport\.(?P<form>\w+)$", downloads.country_file, name="country_file"),
    path("definitioner/", downloads.definitions, name="definitions"),
    path("rater/", instalments.own, name="instalments"),
    path("rater/alle.xlsx", grants.workbook, name="grants_workbook"),
    path("rater/mangler/", instalments.lacking_list, name="lacking"),
    path("rater/<slug:programme>/<slug:code>/", instalments.grant, name="grant"),
    path("rater/<slug:programme>/<slug:code>/delregnskab/", instalments.part_account, name="part_account"),
    path("rater/<slug:programme>/<slug:code>/<int:number>/<slug:name>/", instalments.step, name="claim_step"),
    path("star/", star.newest, name="star"),
    re_path(rf"^star/{MONTH}/$", star.month, name="star_month"),
    re_path(rf"^star/{MONTH}/dan/$", star.render_files, name="star_render"),
    re_path(rf"^star/{MONTH}/fremdrift/$", star.progress, name="star_progress"),
    re_path(rf"^star/{MONTH}/alle\.zip$", star.archive, name="star_zip"),
    path("rapporter/<int:number>.pdf", star.stored_file, name="stored_file"),
]
