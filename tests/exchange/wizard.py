"""What a facilitator does in the import wizard, through the browser's door."""

from pathlib import Path
from typing import Any

from tests.factories import SEATS, fields, notices, upload
from welcommune.core.ids import new_id
from welcommune.core.outbox import drain
from welcommune.exchange.models import Import

PARENT = Path(__file__).resolve().parents[3]
FOLDERS = (PARENT / "shared/data", PARENT.parent / "shared/data")
# Real files lie beside the checkout, and not everywhere.
DATA = next((folder for folder in FOLDERS if folder.is_dir()), None)
NO_DATA = "the folder shared/data with real files is not beside the checkout"


def bring(
    desk: Any, content: bytes, name: str = "liste.csv", source: str = "préfecture", target: str = "organisations"
) -> Import:
    """Upload, take the proposed columns, check."""
    sent = {"id": str(new_id()), "target": target, "source": source, "file": upload(content, name)}
    answer = desk.post(f"/en/desk/regions/{SEATS}/imports/new/", sent)
    assert answer.status_code == 302, notices(answer)
    page = desk.get(answer.headers["Location"])
    answer = desk.post(answer.headers["Location"], fields(page) | {"purpose": "invitations"})
    assert answer.status_code == 302, notices(answer)
    drain()
    return Import.plain.latest("created_at")


def press(desk: Any, batch: Import, name: str, **sent: Any) -> Any:
    answer = desk.post(f"/en/desk/imports/{batch.pk}/{name}/", sent, follow=True)
    assert answer.status_code == 200
    drain()
    batch.refresh_from_db()
    return answer


def confirm(desk: Any, batch: Import) -> Any:
    return press(desk, batch, "write", turn=batch.turn)


def send(desk: Any, content: bytes, name: str, source: str = "préfecture") -> Any:
    """Choose a file; the answer is the page of its columns, or a sentence."""
    sent = {"id": str(new_id()), "target": "organisations", "source": source, "file": upload(content, name)}
    return desk.post(f"/en/desk/regions/{SEATS}/imports/new/", sent, follow=True)
