"""Addresses of the case work. None of them ever holds a name or a CPR number."""

from django.urls import include, path

from .views import (
    case,
    companies,
    company_changes,
    company_offer,
    company_search,
    handover,
    handover_undo,
    handovers,
    history,
    listing,
    person,
    registering,
)

app_name = "cases"
citizens = [
    path("", listing.citizen_list, name="list"),
    path("soeg/", listing.search, name="search"),
    path("<int:pk>/", case.case, name="case"),
    path("<int:pk>/cpr/", case.cpr, name="cpr"),
    path("<int:pk>/stamdata/", person.person, name="person"),
    path("<int:pk>/historik/", history.history, name="history"),
    path("<int:pk>/adgang/", history.access, name="access"),
    path("<int:pk>/ny/<slug:slug>/", registering.add, name="add"),
    path("<int:pk>/<slug:slug>/<int:registration>/videre/", registering.carry_on, name="continue"),
    path("<int:pk>/<slug:slug>/<int:registration>/ret/", registering.change, name="change"),
    path("<int:pk>/<slug:slug>/<int:registration>/slet/", registering.delete, name="delete"),
]
register = [
    path("", companies.company_list, name="companies"),
    path("ny/", company_changes.add, name="company_add"),
    path("soeg/", company_search.search, name="company_search"),
    path("forslag/", company_search.company_suggestions, name="company_suggestions"),
    path("<int:number>/", companies.company, name="company"),
    path("<int:number>/historik/", companies.company_history, name="company_history"),
    path("<int:number>/ret/", company_changes.change, name="company_change"),
    path("<int:number>/slaa-sammen/", company_changes.merge_companies, name="company_merge"),
    path("<int:number>/slaa-sammen/soeg/", company_search.search_same, name="company_merge_search"),
    path("<int:number>/nyt-tilbud/", company_offer.pick_citizen, name="company_offer"),
    path("<int:number>/aftale/ny/", company_changes.add_agreement, name="agreement_add"),
    path("<int:number>/aftale/<int:agreement>/ret/", company_changes.change_agreement, name="agreement_change"),
    path("<int:number>/aftale/<int:agreement>/slet/", company_changes.delete_agreement, name="agreement_delete"),
]
hand_overs = [
    path("", handovers.handovers, name="handovers"),
    path("ny/", handover.new, name="handover_new"),
    path("<int:pk>/", handovers.handover, name="handover"),
    path("<int:pk>/fortryd/", handover_undo.undo_handover, name="handover_undo"),
]
urlpatterns = [
    path("borgere/", include(citizens)),
    path("overdragelser/", include(hand_overs)),
    path("virksomheder/", include(register)),
]
