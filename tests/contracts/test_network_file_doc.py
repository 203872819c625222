"""docs/network-file.md is made from the schema."""

from scripts.network_file_doc import TARGET, document


def test_the_page_on_the_network_file_is_the_schema() -> None:
    assert TARGET.read_text(encoding="utf-8") == document(), "run scripts/network_file_doc.py"
