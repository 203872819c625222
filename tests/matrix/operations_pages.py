"""Lines of the matrix about running the site: the operator's pages, and what machines ask."""

from typing import Any

from tests.matrix.line import NOT_ALLOWED, Line, act, all_get, no_arguments, read
from tests.matrix.scene import Scene

OPERATORS, KEEPERS_OF_MAIL = ("operator",), ("coordinator", "operator")


def _dead(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.dead.pk}


HOW_IT_RUNS = (
    # Without a token in the settings there is no such page.
    Line("metrics", no_arguments, all_get(404), NOT_ALLOWED, is_html=False),
    read("portal:outbox", no_arguments, KEEPERS_OF_MAIL),
    act("portal:outbox_retry_all", no_arguments, KEEPERS_OF_MAIL),
    act("portal:outbox_retry", _dead, KEEPERS_OF_MAIL),
    act("portal:outbox_drop", _dead, KEEPERS_OF_MAIL),
    read("operations:state", no_arguments, OPERATORS),
    read("operations:slow", no_arguments, OPERATORS),
    act("operations:slow_forget", no_arguments, OPERATORS, changes=False),
    read("operations:errors", no_arguments, OPERATORS),
    act("operations:errors_seen", no_arguments, OPERATORS, changes=False),
)
