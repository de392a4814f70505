"""How often each view that changes something may be used, in one table.

`tests/test_limits.py` walks every URL and fails for one that is not here.
"""

# "30/m/account, 5/h/subject": 30 a minute for one account, and 5 an hour about one subject, such as
# the account whose password is tried. A place is a network address, which a whole workplace may
# share.
RATES = {
    "form": "300/m/account, 1200/m/place",  # forms that reveal nothing and send nothing
    "autosave": "600/m/account",
    "sign_in": "600/m/place",  # the pages; wrong passwords are counted below
    "sign_in_new_device": "5/5m/subject, 100/10m/place",
    "sign_in_known_device": "10/5m/subject",
    "password_link": "5/h/subject, 100/h/place",
    "set_password": "300/m/place",  # its secret of 256 bits cannot be guessed
    "own_password": "10/15m/account, 300/15m/place",
    "second_factor": "30/5m/account, 600/5m/place",
    "look_up": "60/m/account, 3000/d/account",
    # Enough for a busy desk, but not for trying names:
    "look_up_person": "30/m/subject, 1500/d/subject",
    "help_request": "5/h/subject, 60/h/place",
    "help_link": "5/h/subject, 40/h/place",
    "help_message": "20/h/subject, 120/h/place",
    "mail_one": "60/m/account, 1500/d/account, 3000/d/place",  # sends one letter or a few
    "mail_many": "30/h/account, 200/d/account, 600/d/place",  # sends letters to a list of people
    "upload": "120/h/account, 600/d/account, 1200/h/place",  # reveals who is known already
    "address": "100000/d/subject",  # people in one account's uploads
    "token": "600/m/place",
}

_PORTALS = ("organization", "recipient", "staff", "provider")

_SECOND_FACTOR = (
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
)
_PLAIN = (
    "account_logout",
    "accounts:sign_out_everywhere",
    "accounts:stay",
    "eligibility:arrange",
    "eligibility:compare",
    "eligibility:discard",
    "eligibility:edit",
    "eligibility:group",
    "eligibility:new_draft",
    "eligibility:try",
    "health",
    "ready",
    "metrics",
    "helpdesk:assign",
    "helpdesk:move",
    "helpdesk:note",
    "helpdesk:next",
    "helpdesk:person_unsubscribe",
    "helpdesk:reply",
    "helpdesk:reply_add",
    "helpdesk:reply_drop",
    "organizations:colleague_take_back",
    "organizations:own_name",
    "providers:add",
    "providers:dismiss",
    "providers:edit",
    "providers:give_up",
    "providers:location",
    "providers:page",
    "providers:register",
    "providers:resume",
    "providers:set_listed",
    "registration:check",  # stores nothing
    "registration:discard",
    "registration:page",
    "registration:profile",
    "registration:start",
    "set_language",
    "staff:account",
    "staff:audit_export",
    "staff:contact_deactivate",
    "staff:contact_revoke",
    "staff:deactivate",
    "staff:list_cancel",
    "staff:merge",
    "staff:organizations",
    "staff:recount",
    "state_it:*",
    "ui:*",  # pages to read
    "uploads:cancel",
    "uploads:call_whole",
    "uploads:mark_missing",
)

# By URL name, or for a whole namespace.
ADDRESSES = {
    **{f"accounts:sign_in_{portal}": "sign_in" for portal in _PORTALS},
    **{f"accounts:forgot_password_{portal}": "password_link" for portal in _PORTALS},
    "accounts:set_password": "set_password",
    "accounts:replace_link": "password_link",
    "accounts:change_password": "own_password",
    **dict.fromkeys(_SECOND_FACTOR, "second_factor"),
    "mail_service:*": "token",
    "recipients:unsubscribe": "token",
    # Look up a person
    "providers:desk": "look_up",
    "helpdesk:look_up": "look_up",
    "helpdesk:propose": "look_up",
    "helpdesk:queue": "look_up",
    "helpdesk:people": "look_up",
    "helpdesk:person_second_factor": "look_up",
    "staff:audit": "look_up",
    "uploads:search": "look_up",
    # Reveal who is known already
    "uploads:receive_low": "upload",
    "uploads:receive_high": "upload",
    "uploads:create": "upload",
    "uploads:correct": "upload",
    "uploads:keep": "autosave",
    "uploads:leave_out": "autosave",
    "uploads:choose_columns": "upload",
    "uploads:choose_sheet": "upload",
    "providers:register_invited": "look_up",
    "uploads:use_high_volume": "upload",
    "uploads:try_again": "upload",
    "staff:upload_retry": "mail_many",
    # Send mail
    "helpdesk:ask": "help_request",
    "helpdesk:find": "help_link",
    "helpdesk:follow": "help_message",
    "helpdesk:answer": "mail_one",
    "helpdesk:decide": "mail_one",
    "helpdesk:apply_changes": "mail_many",
    "helpdesk:ask_for_changes": "mail_one",
    "helpdesk:close_chosen": "mail_many",
    "helpdesk:person_correct": "mail_one",
    "helpdesk:person_send_again": "mail_one",
    "organizations:home": "mail_one",
    "organizations:information": "mail_one",
    "organizations:colleagues": "mail_one",
    "organizations:colleague_invite_again": "mail_one",
    "organizations:hand_over": "mail_one",
    "providers:organizations": "mail_one",
    "providers:invite_again": "mail_one",
    "providers:managers": "mail_one",
    "providers:invite_manager_again": "mail_one",
    "recipients:invite_again": "mail_one",
    "recipients:send_again": "mail_many",
    "recipients:ask_help_desk": "form",
    "recipients:come_back": "form",
    "staff:account_invite": "mail_one",
    "staff:account_invite_again": "mail_one",
    "staff:invite": "mail_one",
    "staff:contact_add": "mail_one",
    "staff:contact_invite_again": "mail_one",
    "staff:contact_reactivate": "mail_one",
    "staff:reactivate": "mail_one",
    "staff:retry": "mail_one",
    "staff:contact_correct": "mail_one",
    "staff:resume_mail": "mail_many",
    "staff:release_mail": "mail_many",
    "staff:invite_unanswered_again": "mail_many",
    "staff:retry_reason": "mail_many",
    "staff:lists": "mail_many",
    "staff:list_send": "mail_many",
    "eligibility:publish": "mail_many",
    "eligibility:go_back": "mail_many",
    "eligibility:withdraw": "mail_many",
    # Save automatically while somebody types
    "registration:save": "autosave",
    "providers:save": "autosave",
    # Neither send mail, nor check a secret, nor reveal whether somebody exists
    **dict.fromkeys(_PLAIN, "form"),
}
