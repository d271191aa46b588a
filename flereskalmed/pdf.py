"""A page as a tagged PDF (PDF/UA-1), from local files only. The same page and style give the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .fonts import font_directory


class LocalFetcher(URLFetcher):
    """Gives the document its fonts and its own inline pictures; everything else is refused."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return a font of the design system or an inline picture."""
        if not url.startswith("fonts:"):
            return super().fetch(url, headers)
        name = Path(url.removeprefix("fonts:")).name
        return URLFetcherResponse(url, (font_directory() / name).read_bytes(), {"Content-Type": "font/ttf"})


def print_html(html: str, style: Path) -> bytes:
    """Return a page, dressed by the style sheet, as a PDF whose identifier comes from its content."""
    fonts, fetcher = FontConfiguration(), LocalFetcher()
    css = CSS(string=style.read_text(encoding="utf-8"), font_config=fonts, url_fetcher=fetcher, base_url="fonts:")
    document = HTML(string=html, url_fetcher=fetcher, base_url="fonts:")
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    return document.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1", pdf_identifier=identifier)
