"""Signing in and the account itself, and the mails of the house."""

from welcommune.accounts.actions.consent import note_consent
from welcommune.accounts.actions.digest import choose_mail, queue_digests
from welcommune.accounts.actions.kept import ends_after
from welcommune.accounts.actions.mail import (
    is_first_today,
    queue_letter,
    queue_mail,
    send_mail,
    site_address,
    spoken,
    tomorrow_morning,
)
from welcommune.accounts.actions.operators import set_operator
from welcommune.accounts.actions.people import (
    CODE,
    Adapter,
    change_address,
    check_code,
    edit_account,
    end_sessions,
    erase_account,
    export_data,
    is_to_be_written,
    issue_sign_in_link,
    redeem_sign_in_link,
    remove_password,
    replay_erasures,
    send_address_code,
    send_confirmation_code,
    set_password,
)
from welcommune.accounts.actions.retention import let_go_now, let_go_today, over_now
from welcommune.accounts.actions.traces import (
    Trace,
    erase_traces,
    export_traces,
    find_traces,
    note_erased,
    texts_of,
)

__all__ = [
    "CODE",
    "Adapter",
    "Trace",
    "change_address",
    "check_code",
    "choose_mail",
    "edit_account",
    "end_sessions",
    "ends_after",
    "erase_account",
    "erase_traces",
    "export_data",
    "export_traces",
    "find_traces",
    "is_first_today",
    "is_to_be_written",
    "issue_sign_in_link",
    "let_go_now",
    "let_go_today",
    "note_consent",
    "note_erased",
    "over_now",
    "queue_digests",
    "queue_letter",
    "queue_mail",
    "redeem_sign_in_link",
    "remove_password",
    "replay_erasures",
    "send_address_code",
    "send_confirmation_code",
    "send_mail",
    "set_operator",
    "set_password",
    "site_address",
    "spoken",
    "texts_of",
    "tomorrow_morning",
]
