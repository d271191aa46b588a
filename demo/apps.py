"""The demo data: invented people for trying the program, for tests and for measuring."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """No models: it only writes data files and loads them as anybody would."""

    name = "demo"
