"""Addresses at nearly the domain of a large mail service: good, and worth a look."""

from cvms.intake.codes import NoticeCode
from cvms.intake.report import Report
from cvms.intake.statements import SHOWN, Notice
from cvms.intake.suggest import suggest_domain


def look_for_typos(report: Report) -> None:
    """Note the likely right address of each good record that seems misspelled, and say so."""
    for record in report.good:
        local, _, domain = record.email_key.rpartition("@")
        if meant := suggest_domain(domain):
            report.suggestions[record.line] = f"{record.email.rpartition('@')[0] or local}@{meant}"
    if report.suggestions:
        held = [record.email for record in report.good if record.line in report.suggestions]
        params = {"addresses": held[: SHOWN + 1], "count": len(held)}
        report.notices.append(Notice(NoticeCode.MISSPELLED_DOMAINS, params))
