"""The stored PDFs of a month: once each, with progress, resumable, and never changed."""

import hashlib
import io
import zipfile

import pytest
from django.db import DatabaseError, connection, transaction

from reporting import release
from reporting.disclosure.patterns import protect_release
from reporting.models import ReportFile
from reporting.release import make_file, plan_files, progress_of, request_files, zip_of
from reporting.tasks import render_file

State = ReportFile.State


@pytest.fixture
def close(closed_months):
    return closed_months[0]


@pytest.fixture
def quick(monkeypatch):
    """Render nothing real: the text of which report was asked for."""
    made = []

    def render(report, kind, form):
        made.append(report["municipality"])
        return f"%PDF {report['month']} {report['municipality']} {report['indicators']}".encode()

    monkeypatch.setattr(release, "render", render)
    return made


def test_the_plan_is_the_country_and_every_municipality_with_members(close):
    assert len(plan_files(close)) == 3
    assert len(plan_files(close)) == 3, "asking again plans nothing twice"
    assert set(close.files.values_list("municipality", flat=True)) == {None, "851", "810"}


def test_the_end_of_a_quarter_adds_its_reports(closed_months):
    march = closed_months[-1]
    protect_release(march)
    assert len(plan_files(march)) == len(plan_files(march)) == 5
    assert set(march.files.filter(municipality=None).values_list("kind", flat=True)) == {"monthly", "group2", "offers"}


def test_a_file_is_published_and_carries_its_hash(close, quick):
    for number in plan_files(close):
        make_file(number)
    file = close.files.get(municipality="851")
    content = file.content.read()
    assert hashlib.sha256(content).hexdigest() == file.sha256
    assert b"'suppressed': True" in content, "the stored files are the published ones"
    assert progress_of(close).is_complete


def test_the_task_run_twice_renders_once(close, quick):
    number = plan_files(close)[0]
    render_file(number)
    render_file(number)
    assert len(quick) == 1


def test_a_failure_is_kept_counted_and_tried_again(close, quick, monkeypatch):
    numbers = plan_files(close)
    working = release.render

    def broken(report, kind, form):
        raise RuntimeError("secret 0101701234")

    monkeypatch.setattr(release, "render", broken)
    with pytest.raises(RuntimeError):
        make_file(numbers[0])
    assert (progress_of(close).failed, progress_of(close).done) == (1, 0)
    assert close.files.get(pk=numbers[0]).error == "RuntimeError", "what is kept says no figure and no person"
    monkeypatch.setattr(release, "render", working)
    for number in plan_files(close):
        make_file(number)
    assert progress_of(close).is_complete


def test_a_file_that_is_done_never_changes(close, quick):
    for number in plan_files(close):
        make_file(number)
    table = ReportFile._meta.db_table
    for sql in (f"UPDATE {table} SET size = 1", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_done_file_without_content_is_refused(close):
    plan_files(close)
    with pytest.raises(DatabaseError), transaction.atomic():
        close.files.update(state=State.DONE)


def test_the_group_is_sent_when_the_request_is_stored(close, quick, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert request_files(close) == 3
    assert progress_of(close).is_complete
    assert request_files(close) == 0


def test_the_zip_holds_every_file_and_their_sums_and_is_the_same_each_time(close, quick):
    for number in plan_files(close):
        make_file(number)
    assert zip_of(close) == zip_of(close)
    with zipfile.ZipFile(io.BytesIO(zip_of(close))) as archive:
        names = archive.namelist()
        assert "flere-skal-med-2018-02-v1-broenderslev.pdf" in names and len(names) == 4
        for line in archive.read("SHA256SUMS.txt").decode().splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest


class TestOnThePage:
    @pytest.fixture(autouse=True)
    def _star(self, client, star, close):
        client.force_login(star)

    def test_from_asking_to_the_zip(self, client, close, quick, django_capture_on_commit_callbacks):
        assert client.get("/star/2018-02/alle.zip").status_code == 404
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post("/star/2018-02/dan/").headers["Location"] == "/star/2018-02/?version=1"
        page = client.get("/star/2018-02/").content.decode()
        file = close.files.get(municipality="851")
        assert f"/rapporter/{file.pk}.pdf" in page and "ZIP med 3 PDF" in page
        assert b"".join(client.get(f"/rapporter/{file.pk}.pdf").streaming_content) == file.content.read()
        assert client.get("/star/2018-02/alle.zip").headers["Content-Type"] == "application/zip"

    def test_progress_renews_itself_until_it_is_over(self, client, close, quick):
        numbers = plan_files(close)
        make_file(numbers[0])
        part = client.get("/star/2018-02/fremdrift/", headers={"HX-Request": "true"})
        assert "1 af 3" in part.content.decode() and 'hx-trigger="load delay:2s"' in part.content.decode()
        assert "HX-Refresh" not in part.headers
        for number in numbers[1:]:
            make_file(number)
        assert client.get("/star/2018-02/fremdrift/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"

    def test_a_file_that_is_not_done_is_not_found(self, client, close):
        assert client.get(f"/rapporter/{plan_files(close)[0]}.pdf").status_code == 404
        assert client.get("/rapporter/999999.pdf").status_code == 404
