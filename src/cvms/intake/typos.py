"""Addresses at nearly the domain of a large mail service: good, and worth a look."""

from cvms.intake.codes import NoticeCode
from cvms.intake.report import Report
from cvms.intake.statements import SHOWN, Notice
from cvms.intake.suggest import suggest_domain


def look_for_typos(report: Report) -> None:
    """Note the likely right address of each good record that seems misspelled, and say so."""
    domains = {record.email_key.rpartition("@")[2] for record in report.good}
    meant = {domain: right for domain in domains if (right := suggest_domain(domain))}
    held = []
    for record in report.good if meant else ():
        right = meant.get(record.email_key.rpartition("@")[2])
        if right:
            report.suggestions[record.line] = f"{record.email.rpartition('@')[0]}@{right}"
            held.append(record.email)
    if held:
        params = {"addresses": held[: SHOWN + 1], "count": len(held)}
        report.notices.append(Notice(NoticeCode.MISSPELLED_DOMAINS, params))
