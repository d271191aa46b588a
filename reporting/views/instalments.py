"""A grant's page: what each instalment hangs on, where it stands, what is missing, and the next step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Q, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access_log import log_access
from accounts.models import AccessAction, User
from accounts.pagination import paginate
from cases.models import Grant
from cases.views.kept import give_back, keeps_form_on
from flereskalmed.clock import today
from reporting.claims.forms import FORMS, PartAccountForm, StepForm, fresh
from reporting.claims.models import Step
from reporting.claims.standing import GrantStanding, State, standings
from reporting.claims.steps import Asked, approve_part_account, take_step
from reporting.evidence.papers import papers_of
from reporting.instalments import people_list
from reporting.instalments.audience import hidden_from_agency
from reporting.instalments.lacking import lacking
from reporting.instalments.page import Section, agency_sections, sections

from .grants import overview

#: How many of those an instalment lacks stand on the page itself.
FIRST_FEW = 8
PER_PAGE = 20


def _address(programme: str, code: str, number: int | None = None, name: str = "") -> str:
    """Return where the grant stands, or one of its instalments."""
    page = reverse("reporting:grant", args=[programme, code])
    return f"{page}#rate-{number}" if number else page


def _stands_on(request: HttpRequest, **where: Any) -> str:
    return _address(**where)


def own(request: HttpRequest) -> HttpResponse:
    """Show the agency all grants, and a municipality's staff the newest of their own whose programme has begun."""
    if request.user.is_active and request.user.is_star:
        return overview(request)
    if not request.user.sees_people:
        raise PermissionDenied
    grants = Grant.objects.filter(municipality=request.user.municipality_id).select_related("municipality")
    begun = Q(programme__starts_on__lte=today())
    newest = grants.order_by(Case(When(begun, then=0), default=1), "-programme__starts_on", "programme_id").first()
    if newest is None:
        return render(request, "reporting/no_grant.html")
    return redirect("reporting:grant", newest.programme_id, newest.municipality_id)


def grant(request: HttpRequest, programme: str, code: str) -> HttpResponse:
    """Show a grant to its municipality's staff, or to the agency."""
    return _page(request, _standing(request.user, programme, code))


@keeps_form_on(_stands_on)
def step(request: HttpRequest, programme: str, code: str, number: int, name: str) -> HttpResponse:
    """Take a step of an instalment, as the page asked for it; what is refused is said at its field."""
    standing = _standing(request.user, programme, code)
    if name not in FORMS or number not in [one.number for one in standing.instalments]:
        raise Http404
    if not may_take(request.user, standing, name):
        raise PermissionDenied
    form = FORMS[name](request.POST, auto_id=f"id_{name}_%s")
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            take_step(Asked(standing.grant.pk, number, name, values.pop("after")), request.user, **values)
        except ValidationError as refusal:
            if getattr(refusal, "code", "") in HAPPENED_MEANWHILE:
                messages.error(request, " ".join(refusal.messages))
                return redirect(_address(programme, code, number))
            _put(form, refusal)
        else:
            messages.success(request, DONE[name]())
            return redirect(_address(programme, code, number))
    return _page(request, standing, {(number, name): form})


@keeps_form_on(_stands_on)
def part_account(request: HttpRequest, programme: str, code: str) -> HttpResponse:
    """Store that a part account was approved: the agency does."""
    standing = _standing(request.user, programme, code)
    if not _registers_dates(request.user, standing):
        raise PermissionDenied
    form = PartAccountForm(request.POST)
    if form.is_valid():
        try:
            approve_part_account(standing.grant.pk, request.user, form.cleaned_data["on"])
        except ValidationError as refusal:
            _put(form, refusal)
        else:
            messages.success(request, _("Delregnskabet er registreret som godkendt."))
            return redirect("reporting:grant", programme, code)
    return _page(request, standing, part_account=form)


def lacking_list(request: HttpRequest) -> HttpResponse:
    """Show everybody an instalment lacks whom the user may see, the most ready first."""
    if not request.user.sees_people:
        raise PermissionDenied
    found, rule = people_list.asked_grant(request.user, request.GET)
    table = people_list.build(request.user, request.GET)
    paginate(table, request, PER_PAGE)
    log_access(request.user, AccessAction.READ, people_list.ABOUT, rows=len(table.page))
    context = {
        "grant": found,
        "rule": rule.text,
        "number": request.GET["rate"],
        "table": table,
        "people": table.paginator.count,
        "until": people_list.asked_month(request.GET),
        "list_query": request.GET.urlencode(),
    }
    return render(request, "reporting/lacking.html", context)


#: Refusals after which the page is to be looked at anew.
HAPPENED_MEANWHILE = {"claim_steps_in_order", "claim_step_is_one"}
DONE = {
    Step.CLAIMED: lambda: _("Anmodningen er sendt. STAR ser den på sin startside."),
    Step.APPROVED: lambda: _("Raten er godkendt. Kommunen ser det på sin startside."),
    Step.RETURNED: lambda: _("Anmodningen er sendt tilbage. Kommunen ser begrundelsen på sin startside."),
    Step.PAID: lambda: _("Udbetalingen er registreret."),
}


def may_take(user: User, grant: GrantStanding, name: str) -> bool:
    """Whether a step is one of those ``user`` takes: the project's manager claims, the agency does the rest."""
    if name != Step.CLAIMED:
        return user.is_star
    return user.is_manager and user.unit_id is None and user.municipality_id == grant.grant.municipality_id


def next_steps(user: User, grant: GrantStanding, number: int) -> list[str]:
    """Return the steps that ``user`` may take with an instalment as it stands; the database holds the same."""
    one = grant[number]
    after = {State.CLAIMED: [Step.APPROVED, Step.RETURNED], State.APPROVED: [Step.PAID]}.get(one.state, [])
    if one.can_be_claimed:
        after = [Step.CLAIMED]
    return [name for name in after if may_take(user, grant, name)]


def _standing(user: User, programme: str, code: str) -> GrantStanding:
    """Return the grant that ``user`` may see: their own municipality's, or any for the agency."""
    may = user.is_active and (user.is_star or (user.sees_people and user.municipality_id == code))
    found = Grant.objects.select_related("programme", "municipality").filter(programme=programme, municipality=code)
    if not may or not (known := standings(found)):
        raise Http404
    return known[0]


def _registers_dates(user: User, grant: GrantStanding) -> bool:
    """Whether ``user`` registers a date of the grant that an instalment waits for."""
    names = [one.judged.rule.registered_date for one in grant.instalments]
    return user.is_star and any(name and getattr(grant.grant, name) is None for name in names)


def _page(
    request: HttpRequest,
    standing: GrantStanding,
    sent: dict[tuple[int, str], StepForm] | None = None,
    part_account: PartAccountForm | None = None,
) -> HttpResponse:
    user = request.user
    if user.is_star:
        parts = agency_sections(standing, hidden_from_agency([standing.judged]))
    else:
        parts = sections(standing, today(), request.GET, looks_ahead=True)
    papers = papers_of(standing)
    registers = _registers_dates(user, standing)
    account = (part_account or PartAccountForm(initial={"on": today()})) if registers else None
    if account:
        give_back(request, account, reverse("reporting:part_account", args=_key(standing)))
    context = {
        "standing": standing,
        "grant": standing.grant,
        "sections": [
            (part, _forms(request, standing, part, sent or {}), _people(user, standing, part), papers[part.number])
            for part in parts
        ],
        "today": today(),
        "part_account": account,
        "waits_for_the_project_manager": user.is_manager and user.unit_id is not None,
        "others": Grant.objects.filter(municipality=standing.grant.municipality_id)
        .exclude(pk=standing.grant.pk)
        .select_related("programme"),
    }
    return render(request, "reporting/grant.html", context)


def _key(standing: GrantStanding) -> tuple[str, str]:
    return standing.grant.programme_id, standing.grant.municipality_id


def _forms(
    request: HttpRequest, standing: GrantStanding, part: Section, sent: dict[tuple[int, str], StepForm]
) -> list[tuple[str, StepForm]]:
    one = part.standing
    forms = [
        (name, sent.get((one.number, name)) or fresh(name, one.sequence, one.amount_dkk))
        for name in next_steps(request.user, standing, one.number)
    ]
    for name, form in forms:
        give_back(request, form, reverse("reporting:claim_step", args=[*_key(standing), one.number, name]))
    return forms


def _people(user: User, standing: GrantStanding, part: Section) -> dict[str, Any] | None:
    """Return the first few of those an instalment lacks, for who may see people; each look is logged."""
    if not (user.sees_people and part.shows_people):
        return None
    rule = part.standing.judged.rule
    found = lacking(standing.grant, rule, user, today())
    log_access(user, AccessAction.READ, people_list.ABOUT, rows=len(found[:FIRST_FEW]))
    address = people_list.address(standing.grant, part.standing.number)
    back = _address(*_key(standing), part.standing.number)
    table = people_list.LackingTable(found[:FIRST_FEW], rule, back)
    table.orderable = False
    outlook = part.outlook
    until = outlook.way.met_in if outlook and outlook.way and outlook.ending else None
    return {
        "table": table,
        "people": len(found),
        "address": address,
        "all_shown": len(found) <= FIRST_FEW,
        "ending": people_list.address(standing.grant, part.standing.number, until) if until else "",
    }


def _put(form: Any, refusal: ValidationError) -> None:
    """Show a refusal at the field it is about, or over the form."""
    at_fields = getattr(refusal, "error_dict", None)
    field = {"payment_is_the_instalment": "amount_dkk", "claim_step_not_before_last": "on"}.get(
        getattr(refusal, "code", "") or ""
    )
    form.add_error(None if at_fields or field not in form.fields else field, refusal)
