"""What a server process loads: memory is paid by each of them, so what only commands need stays out."""

import os
import subprocess
import sys
from pathlib import Path

# Read network files, workbooks to write, documents to print.
HEAVY = ("pydantic", "pydantic_core", "openpyxl", "xlsxwriter", "weasyprint", "numpy", "pandas")
LOADED = f"""
import sys
import welcommune.config.wsgi
from django.urls import get_resolver
assert len(get_resolver().reverse_dict) > 50, "all addresses and their views are loaded"
closed = []
class Page(list):
    def close(self):
        closed.append(self)
asked = welcommune.config.wsgi.WithoutBody(lambda environ, start: Page([b"all of it"]))
assert list(asked({{"REQUEST_METHOD": "GET"}}, None)) == [b"all of it"] and not closed
assert list(asked({{"REQUEST_METHOD": "HEAD"}}, None)) == [] and len(closed) == 1, "no body, and what it held is let go"
assert isinstance(welcommune.config.wsgi.application, welcommune.config.wsgi.WithoutBody)
print(",".join(name for name in {HEAVY!r} if name in sys.modules))
"""


def test_a_server_process_loads_nothing_that_only_commands_need(tmp_path: Path) -> None:
    static = tmp_path / "static"
    static.mkdir()
    clean = {name: value for name, value in os.environ.items() if "WELCOMMUNE_" not in name and name != "DATABASE_URL"}
    environment = clean | {"WELCOMMUNE_DATA": str(tmp_path), "WELCOMMUNE_SECRET_KEY": "only-for-tests" + "x" * 40}
    environment["DJANGO_SETTINGS_MODULE"] = "welcommune.config.settings"
    done = subprocess.run(
        [sys.executable, "-c", LOADED], env=environment, check=True, timeout=60, stdout=subprocess.PIPE, text=True
    )
    assert done.stdout.strip() == ""
