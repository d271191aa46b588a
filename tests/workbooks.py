"""Reading a workbook that the program has given, as tests want it."""

import io

from openpyxl import Workbook, load_workbook


def content(response) -> bytes:
    """Return the whole answer, also of a file that is streamed."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def opened(response) -> Workbook:
    """Open the workbook of an answer."""
    assert response.status_code == 200, response.status_code
    return load_workbook(io.BytesIO(content(response)))


def rows(book: Workbook) -> list[dict]:
    """Return the first sheet's rows by heading."""
    heading, *lines = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heading, line, strict=True)) for line in lines]


def about(book: Workbook) -> dict:
    """Return what the sheet "Om" tells, by label."""
    return {line[0]: line[1] if len(line) > 1 else None for line in book["Om"].iter_rows(values_only=True) if line[0]}
