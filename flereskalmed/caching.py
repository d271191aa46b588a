"""Nothing that a person sees after logging in is kept by a browser or a proxy."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class NothingIsKeptMiddleware:
    """Mark every answer to a logged-in user ``no-store``: the next one at the machine cannot go back to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark the answer."""
        response = self.get_response(request)
        if getattr(response, "keeps_its_own_rule", False):  # published figures, which are nobody's secret
            if settings.OPEN_FIGURES:  # the same for everybody: one copy on the way serves all (no Vary: Cookie)
                request.session.accessed = False
            return response
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            add_never_cache_headers(response)
        return response
