"""Find addresses whose domain is nearly that of a large mail service: valid, but doubtful."""

from cvms.intake.codes import NoticeCode
from cvms.intake.report import Report
from cvms.intake.statements import SHOWN, Notice
from cvms.intake.suggest import suggest_domain


def look_for_typos(report: Report) -> None:
    """Add a suggestion for each good record whose domain looks misspelled, and a notice."""
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
