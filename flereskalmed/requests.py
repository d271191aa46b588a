"""Requests that no browser sends and no view can read: answered with 400 before anything looks at them."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string

NUL = "\x00"


def _texts(request: HttpRequest) -> Iterable[str]:
    """Give every text of the address and the cookies."""
    yield request.path_info
    for name, values in request.GET.lists():
        yield name
        yield from values
    yield from request.COOKIES.values()


def _unreadable() -> HttpResponse:
    """Answer at once: Django's own page of a bad request reads the form again, and fails."""
    return HttpResponseBadRequest(render_to_string("400.html"))


class ReadableRequestMiddleware:
    """Refuse NUL characters, which PostgreSQL cannot store or compare, and forms in another coding than UTF-8."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request if it can be read."""
        if (request.encoding or "utf-8").lower() != "utf-8":
            return _unreadable()
        if any(NUL in text for text in _texts(request)):
            return _unreadable()
        return self.get_response(request)
