"""The few words that the writers themselves print, from the message catalogues."""

from __future__ import annotations

from functools import cache

from baocao.report.messages import catalogue

REPUBLIC, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
"""The head of every official paper, in no other language."""


def wording(lang: str) -> dict[str, str]:
    """What the writers print in a report in `lang`, by name; a language that has no catalogue gets Vietnamese."""
    return _wording("en" if lang.lower().startswith("en") else "vi")


@cache
def _wording(lang: str) -> dict[str, str]:
    say = catalogue(lang)
    return {
        "page": say.gettext("Page"),
        "table": say.gettext("Table"),
        "figure": say.pgettext("caption", "Figure"),
        "source": say.gettext("Source"),
        "sentence": say.gettext("sentence"),
        "figures_from": say.gettext("The numbers in this picture are from"),
        "derivation": say.gettext("derivation"),
        "sentences": say.gettext("sentences"),
        "derivations": say.gettext("derivations"),
        "printed_at": say.gettext("Printed in"),
        "on_pages": say.gettext("printed on p."),
        "top": say.gettext("Head of the report"),
        "derived": say.gettext("Derived"),
        "assumption": say.gettext("Assumption"),
        "contents": say.gettext("Contents"),
        "notes": say.gettext("Notes"),
        "note": say.gettext("Note"),
        "back_to_text": say.gettext("Back to the place of this note"),
        "skip": say.gettext("Skip to the main content"),
        "legend": say.gettext("How facts are marked"),
        "error": say.gettext("This cell failed"),
        "output": say.gettext("Output"),
        "code": say.gettext("Source code"),
        "formula": say.gettext("Formula"),
        "filter": say.gettext("Filter the evidence"),
        "filter_text": say.gettext("Find words"),
        "filter_kind": say.gettext("Kind"),
        "filter_speaker": say.gettext("Speaker"),
        "all": say.gettext("All"),
        "shown": say.gettext("sentences shown"),
        "copy": say.gettext("Copy citation"),
        "copied": say.gettext("Copied"),
        "not_copied": say.gettext("Could not copy; please select the text and copy it"),
        "close": say.gettext("Close"),
        "evidence": say.gettext("Evidence"),
        "in_annex": say.gettext("See it in the annex"),
        "rule": say.gettext("Rule and place"),
        "previous": say.gettext("Sentence before"),
        "next": say.gettext("Sentence after"),
        "no_match": say.gettext("No sentence matches."),
        "undated": "ngày … tháng … năm …",
        "untitled": say.gettext("Report"),
        "files": say.gettext("Attached files"),
        "notebook": say.gettext("The executed notebook that this report was printed from"),
        "no_alt": say.gettext("Picture in the section “{section}”; the notebook gives no description of it."),
        "no_picture": say.gettext("This picture is not in the notebook and can not be printed: {address}"),
        "not_shown": say.gettext("One result can not be printed"),
        "not_shown_why": say.gettext(
            "The result is of the kind {kinds}, which only runs in a browser. Give it as a table, SVG or PNG."
        ),
        "more_lines": say.gettext("… {n} more lines"),
        "quantity": say.gettext("figure"),
        "date": say.gettext("time"),
        "document": say.gettext("document"),
        "person": say.gettext("person"),
        "organization": say.gettext("organisation"),
        "place": say.gettext("place"),
        "commitment": say.gettext("commitment"),
        "event": say.gettext("event"),
        "award": say.gettext("award"),
        "abstained": say.gettext("number not read"),
        "by_number": say.gettext("Characters shown by their numbers, as the fonts have no shape for them"),
        "left_out": say.gettext("Invisible characters left out"),
        "republic": REPUBLIC,
        "motto": MOTTO,
        "report": say.gettext("REPORT"),
        "number": say.gettext("No."),
        "recipients": say.gettext("Recipients"),
    }
