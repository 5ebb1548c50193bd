"""The formats of claims: one writer each, in a visible dict. Refuses to gather what they tell."""

from annotations.exporters.claims.averitec import as_averitec
from annotations.exporters.claims.claimreview import write_claimreview
from annotations.exporters.claims.fever import as_fever, in_sentences, unsaid
from annotations.exporters.claims.report import write_report
from annotations.exporters.claims.shape import ClaimFormat, linewise, nothing

CLAIM_FORMATS: dict[str, ClaimFormat] = {
    "averitec": ClaimFormat(write=linewise(as_averitec)),
    "fever": ClaimFormat(write=linewise(as_fever), leaves_out=unsaid, backed=in_sentences),
    "claimreview": ClaimFormat(write=write_claimreview, folder=True),
    "report": ClaimFormat(write=write_report, leaves_out=nothing),
}
"""Format name → how it is written."""
