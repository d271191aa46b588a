"""Addresses of the figures."""

from django.urls import path, re_path

from .api import views as api
from .views import (
    country,
    definitions,
    downloads,
    evidence,
    explained,
    full_time,
    grants,
    group2,
    instalments,
    local_status,
    municipality,
    offers,
    releases,
    star,
    targets,
)

app_name = "reporting"
VERSION = r"(?P<version>[1-9]\d{0,3})"
_PROGRAMME = r"(?P<programme>\w{1,20})"
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
    re_path(rf"^kommune/(?P<code>\w+)/{MONTH}/tal/(?P<key>\w+)/hvorfor/$", explained.change, name="figure_change"),
    path("kommune/<slug:code>/fuldtidspersoner/", full_time.page, name="full_time"),
    path("kommune/<slug:code>/maal/", targets.all_of_them, name="targets"),
    path("kommune/<slug:code>/maal/nyt/", targets.new, name="target_new"),
    path("kommune/<slug:code>/maal/<int:number>/", targets.one, name="target"),
    path("kommune/<slug:code>/maal/<int:number>/ret/", targets.change, name="target_change"),
    path("kommune/<slug:code>/maal/<int:number>/slet/", targets.delete, name="target_delete"),
    re_path(rf"^landet/{MONTH}/rapport\.(?P<form>\w+)$", downloads.country_file, name="country_file"),
    path("landet/", country.newest, name="country"),
    re_path(rf"^landet/{MONTH}/$", country.month, name="country_month"),
    path("gruppe-2/", group2.newest, name="group2"),
    path("gruppe-2/<slug:quarter>/", group2.quarter, name="group2_quarter"),
    re_path(r"^gruppe-2/(?P<quarter>[\w-]+)/analyse\.(?P<form>\w+)$", group2.quarter_file, name="group2_file"),
    path("status/", local_status.own, name="own_status"),
    path("kommune/<slug:code>/status/", local_status.status, name="status"),
    re_path(r"^kommune/(?P<code>\w+)/status/rapport\.(?P<form>\w+)$", local_status.status_file, name="status_file"),
    path("tilbud/", offers.newest, name="offers"),
    path("tilbud/<slug:period>/", offers.period, name="offers_period"),
    re_path(
        r"^tilbud/(?P<period>[\w-]+)/(?P<whose>landet|kommunen)\.(?P<form>\w+)$",
        offers.period_file,
        name="offers_file",
    ),
    path("definitioner/", definitions.all_of_them, name="definitions"),
    path("definitioner/<slug:key>/", definitions.one, name="definition"),
    path("rater/", instalments.own, name="instalments"),
    path("rater/alle.xlsx", grants.workbook, name="grants_workbook"),
    path("rater/mangler/", instalments.lacking_list, name="lacking"),
    path("rater/<slug:programme>/<slug:code>/", instalments.grant, name="grant"),
    path("rater/<slug:programme>/<slug:code>/delregnskab/", instalments.part_account, name="part_account"),
    path("rater/<slug:programme>/<slug:code>/<int:number>/dokumentation/", evidence.page, name="evidence"),
    path(
        "rater/<slug:programme>/<slug:code>/<int:number>/dokumentation/v<int:version>.<slug:form>",
        evidence.file,
        name="evidence_file",
    ),
    path("rater/<slug:programme>/<slug:code>/<int:number>/bilag/", evidence.annex, name="evidence_annex"),
    path("rater/<slug:programme>/<slug:code>/<int:number>/<slug:name>/", instalments.step, name="claim_step"),
    path("star/", star.newest, name="star"),
    re_path(rf"^star/{MONTH}/$", star.month, name="star_month"),
    re_path(rf"^star/{MONTH}/dan/$", star.render_files, name="star_render"),
    re_path(rf"^star/{MONTH}/fremdrift/$", star.progress, name="star_progress"),
    re_path(rf"^star/{MONTH}/alle\.zip$", star.archive, name="star_zip"),
    path("udgivelser/", releases.calendar_page, name="releases"),
    re_path(rf"^udgivelser/{MONTH}/{VERSION}/$", releases.release_page, name="release"),
    re_path(rf"^udgivelser/{MONTH}/{VERSION}/kontroller/$", releases.check, name="release_check"),
    re_path(rf"^udgivelser/{MONTH}/{VERSION}/godkend/$", releases.approve, name="release_approve"),
    re_path(rf"^udgivelser/{MONTH}/{VERSION}/traek-tilbage/$", releases.withdraw, name="release_withdraw"),
    re_path(rf"^udgivelser/{MONTH}/{VERSION}/ret/$", releases.correct, name="release_correct"),
    path("api/v1/openapi.json", api.openapi, name="api_openapi"),
    path("api/v1/definitions", api.definitions, name="api_definitions"),
    path("api/v1/releases", api.releases, name="api_releases"),
    re_path(rf"^api/v1/releases/{_PROGRAMME}/{MONTH}/{VERSION}$", api.release, name="api_release"),
    re_path(
        rf"^api/v1/releases/{_PROGRAMME}/{MONTH}/{VERSION}/(?P<report>\w+)/(?P<place>\w+)\.(?P<form>\w+)$",
        api.file,
        name="api_file",
    ),
    path("rapporter/<int:number>.pdf", star.stored_file, name="stored_file"),
]
