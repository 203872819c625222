"""Signing in and the account itself, and the mails of the house."""

from welcommune.accounts.actions.digest import choose_mail, queue_digests
from welcommune.accounts.actions.mail import queue_letter, queue_mail, send_mail, site_address, spoken
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

__all__ = [
    "CODE",
    "Adapter",
    "change_address",
    "check_code",
    "choose_mail",
    "edit_account",
    "end_sessions",
    "erase_account",
    "export_data",
    "is_to_be_written",
    "issue_sign_in_link",
    "queue_digests",
    "queue_letter",
    "queue_mail",
    "redeem_sign_in_link",
    "remove_password",
    "replay_erasures",
    "send_address_code",
    "send_confirmation_code",
    "send_mail",
    "set_password",
    "site_address",
    "spoken",
]
