"""What the worker processes of the PDF measure do. Imported by them before Django is set up, so it imports nothing."""

from __future__ import annotations

import os
from pathlib import Path

STYLE = Path(__file__).parent.parent / "reporting" / "documents" / "pdf.css"


def set_up(environment: dict[str, str]) -> None:
    """Prepare a worker process."""
    os.environ.update(environment, DJANGO_SETTINGS_MODULE="flereskalmed.settings")
    import django

    django.setup()


def ours(number: int) -> None:
    """Make one planned PDF as a worker does."""
    from reporting.release import make_file

    make_file(number)


def bare(html: str) -> None:
    """Print one finished page with WeasyPrint and nothing else."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from flereskalmed.pdf import LocalFetcher

    fonts, fetcher = FontConfiguration(), LocalFetcher()
    style = CSS(string=STYLE.read_text(encoding="utf-8"), font_config=fonts, url_fetcher=fetcher, base_url="fonts:")
    page = HTML(string=html, url_fetcher=fetcher, base_url="fonts:")
    page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
