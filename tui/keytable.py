"""The table of all actions that have a key, with their default keys: what `tui.keys` resolves.

A table and nothing else: the keys of labels, combinations, flags and reasons come from the
configuration, and what the user changed is put together in `tui.keys`.
"""

from typing import Literal

from annotations.nouns import dataclass

Context = Literal[
    "anywhere",
    "annotate",
    "flag",
    "note",
    "search",
    "reader",
    "progress",
    "review",
    "reason",
    "send",
    "agreement",
    "export",
    "claims",
    "claim",
    "candidates",
    "evidence",
    "verdict",
    "sources",
    "quotes",
]
"""Where a key is heard. `flag`, `reason`, `send`: one is being chosen, or to whom a sentence is
sent back; `reader`: help and guideline; `claims`: the board of all claims; `claim`: its versions,
one for each article."""

Group = Literal[
    "Labels",
    "Flags",
    "Move",
    "Change",
    "View",
    "Review",
    "Agreement",
    "Export",
    "Claims",
    "Claim",
    "Candidates",
    "Evidence",
    "Verdict",
    "Sources",
    "Quotations",
    "Anywhere",
    "While typing",
]

TYPING: frozenset[Context] = frozenset({"note", "search"})
"""Where keys that type a character type it."""

OWN_CHARACTERS: frozenset[Context] = TYPING | {"flag", "reason", "send"}
"""Where keys that type a character never are those of `anywhere`."""

MAIN: tuple[Context, ...] = ("annotate",)
DECIDING: tuple[Context, ...] = ("annotate", "review")
_REVIEW: tuple[Context, ...] = ("review",)
_CHOOSING: tuple[Context, ...] = ("review", "send")
_LISTS: tuple[Context, ...] = ("annotate", "reader", "progress")
_FACTS: tuple[Context, ...] = (
    "claims", "claim", "candidates", "evidence", "verdict", "sources", "quotes",
)  # fmt: skip  # one line says it
_CLAIMS: tuple[Context, ...] = ("claims",)
_CLAIM: tuple[Context, ...] = ("claim",)
_CANDIDATES: tuple[Context, ...] = ("candidates",)
_EVIDENCE: tuple[Context, ...] = ("evidence",)
_VERDICT: tuple[Context, ...] = ("verdict",)
_SOURCES: tuple[Context, ...] = ("sources",)
_QUOTES: tuple[Context, ...] = ("quotes",)
_LINES: tuple[Context, ...] = (*_LISTS, "review", "agreement", "export", *_FACTS)
_PAGES: tuple[Context, ...] = (*_LISTS, "review", "export", *_FACTS)
_EDGES: tuple[Context, ...] = (*_LISTS, *_FACTS)
_FIGURES: tuple[Context, ...] = ("agreement",)
_EXPORT: tuple[Context, ...] = ("export",)
_ANYWHERE: tuple[Context, ...] = ("anywhere",)


@dataclass(frozen=True, slots=True)
class Key:
    """One action of the table, with its default keys as people write them."""

    id: str
    """Stable: configurations name it."""
    keys: tuple[str, ...]
    contexts: tuple[Context, ...]
    help: str
    group: Group
    bar: str = ""
    """What the key bar says; empty: it is not there."""
    needed: bool = False
    """Has to keep a key, since without it people are stuck."""


KEYS: tuple[Key, ...] = (
    Key("label.repeat", (".",), MAIN, "repeat the last label", "Labels"),
    Key("label.clear", ("x",), DECIDING, "take the label off", "Labels", "clear"),
    Key("label.to_end", ("B",), MAIN, "boilerplate from here to the end of the article", "Labels"),
    Key("suggestion.region", ("Z",), MAIN, "accept boilerplate for all of its region", "Labels"),
    Key("range.start", ("v",), MAIN, "start a range; the next label goes to all of it", "Labels",
        "range"),
    Key("flag", ("f",), MAIN, "flag the sentence, or take a flag off", "Flags", "flag"),
    Key("note", ("m",), (*DECIDING, *_CLAIM), "write a note on the sentence or the claim", "Flags",
        "note"),
    Key("cursor.down", ("j", "down"), _LINES, "down: next sentence or line", "Move"),
    Key("cursor.up", ("k", "up"), _LINES, "up: previous sentence or line", "Move"),
    Key("cursor.top", ("g", "home"), _EDGES, "to the top", "Move"),
    Key("cursor.bottom", ("G", "end"), _EDGES, "to the bottom", "Move"),
    Key("page.down", ("pagedown",), _PAGES, "a page down", "Move"),
    Key("page.up", ("pageup",), _PAGES, "a page up", "Move"),
    Key("article.next", ("]",), MAIN, "next article", "Move"),
    Key("article.previous", ("[",), MAIN, "previous article", "Move"),
    Key("article.open", ("enter",), ("annotate", "progress"),
        "accept the suggestion; in the list, open the article", "Move"),
    Key("queue.next", ("n",), MAIN, "next sentence without a label, or of the queue", "Move",
        "next"),
    Key("next.sent_back", ("N",), MAIN, "next sentence that a reviewer sent back", "Move"),
    Key("queue.unlabelled", (), MAIN, "queue: sentences without a label", "Move"),
    Key("queue.uncertain", (), MAIN, "queue: no label and no sure suggestion, the least sure first",
        "Move"),
    Key("queue.disagreeing", (), MAIN, "queue: my labels that are suggested otherwise", "Move"),
    Key("queue.flagged", (), MAIN, "queue: what I flagged, changed wording first", "Move"),
    Key("queue.sent_back", (), MAIN, "queue: what reviewers sent back to me", "Move"),
    Key("undo", ("u",), (*DECIDING, *_FACTS), "undo, without limit", "Change", "undo"),
    Key("redo", ("U",), (*DECIDING, *_FACTS), "redo", "Change"),
    Key("suggestion.all", ("Y",), MAIN, "accept all suggestions of the article", "Change"),
    Key("suggestion.dismiss", ("d",), MAIN, "hide the suggestion until the next start", "Change"),
    Key("copy", ("y",), MAIN, "copy the sentence", "Change"),
    Key("claim.make", ("F",), MAIN, "fact-check: make a claim of the sentence", "Flags"),
    Key("claim.add", ("+",), MAIN, "add the sentence to a claim that there is", "Flags"),
    Key("search", ("/",), MAIN, "search articles and sentences", "View", "search"),
    Key("pane.next", ("tab",), MAIN, "next pane", "View"),
    Key("pane.previous", ("shift+tab",), MAIN, "previous pane", "View"),
    Key("view.toggle_layout", ("t",), DECIDING, "running text, or a sentence a block", "View"),
    Key("review.first", ("y",), _CHOOSING, "take the first annotator's label", "Review", "first"),
    Key("review.second", ("Y",), _CHOOSING, "take the second annotator's label", "Review",
        "second"),
    Key("review.majority", ("enter",), _CHOOSING, "take the label of the majority", "Review",
        "majority"),
    Key("review.none", ("0",), _REVIEW, "decide that no label fits", "Review", "none"),
    Key("review.reason", ("e",), _REVIEW, "give the reason, or take it off", "Review", "reason"),
    Key("review.question", ("g",), _REVIEW, "mark a question to the guideline, or take it off",
        "Review", "question"),
    Key("review.send", ("s",), _REVIEW, "send back to the annotator, or take that back", "Review",
        "send back"),
    Key("review.skip", ("n",), _REVIEW, "skip: next sentence that is not decided", "Review",
        "skip"),
    Key("review.top", ("home",), _REVIEW, "first sentence of the queue", "Review"),
    Key("review.bottom", ("G", "end"), _REVIEW, "last sentence of the queue", "Review"),
    Key("review.pane_down", ("J",), _REVIEW, "scroll the side pane down", "Review"),
    Key("review.pane_up", ("K",), _REVIEW, "scroll the side pane up", "Review"),
    Key("review.queue", ("l",), _REVIEW, "choose what to review", "Review", "queue"),
    Key("review.names", ("h",), _REVIEW, "hide or show the annotators' names", "Review", "names"),
    Key("review.accept", ("=",), _REVIEW, "accept in bulk what annotators agree on", "Review",
        "accept all"),
    Key("review.agreement", ("i",), _REVIEW, "agreement: figures and confusion matrix", "Review",
        "agreement"),
    Key("cell.left", ("h", "left"), _FIGURES, "cell to the left", "Agreement"),
    Key("cell.right", ("l", "right"), _FIGURES, "cell to the right", "Agreement"),
    Key("cell.open", ("enter",), _FIGURES, "review the sentences of the cell", "Agreement", "open"),
    Key("pair.next", ("]",), _FIGURES, "next pair of annotators", "Agreement", "next pair"),
    Key("pair.previous", ("[",), _FIGURES, "previous pair of annotators", "Agreement"),
    Key("agreement.boilerplate", ("b",), _FIGURES, "with boilerplate, or without", "Agreement",
        "boilerplate"),
    Key("agreement.by", ("t",), _FIGURES, "figures by article, over time, or neither", "Agreement",
        "by article"),
    Key("export.previous", ("h", "left"), _EXPORT, "value before", "Export", "value before"),
    Key("export.next", ("l", "right"), _EXPORT, "next value", "Export", "next value"),
    Key("export.path", ("e",), _EXPORT, "type another destination", "Export", "destination"),
    Key("export.copy", ("y",), _EXPORT, "copy the line of Python that loads it", "Export", "copy"),
    Key("export.copy_path", ("Y",), _EXPORT, "copy where it goes", "Export", "copy path"),
    Key("export.write", ("enter",), _EXPORT, "write the training set", "Export", "write"),
    Key("claim.open", ("enter",), _CLAIMS, "open the claim", "Claims", "open"),
    Key("claims.sort", ("s",), _CLAIMS, "sort the claims otherwise", "Claims", "sort"),
    Key("claims.filter", ("f",), _CLAIMS, "only those without a verdict, with one root …", "Claims",
        "filter"),
    Key("claims.find", ("/",), _CLAIMS, "find claims by their words", "Claims", "find"),
    Key("claim.sources", ("w",), _CLAIMS, "who cites whom", "Claims", "sources"),
    Key("claim.withdraw", ("x",), _CLAIMS, "take the claim back", "Claims"),
    Key("mention.open", ("enter",), (*_CLAIM, *_CANDIDATES, *_QUOTES),
        "open the article at this sentence", "Claim", "open"),
    Key("claim.candidates", ("a",), _CLAIM, "find the same claim in other articles", "Claim",
        "candidates"),
    Key("claim.quotes", ("Q",), (*_CLAIMS, *_CLAIM), "quotations in the articles of the claim",
        "Claim"),
    Key("claim.evidence", ("e",), _CLAIM, "evidence: questions and answers", "Claim", "evidence"),
    Key("claim.verdict", ("v",), _CLAIM, "give a verdict", "Claim", "verdict"),
    Key("mention.base", ("b",), _CLAIM, "compare the others with this version", "Claim", "base"),
    Key("mention.relation", ("p",), _CLAIM, "same, partly, narrower, broader, contradicts",
        "Claim"),
    Key("mention.words", ("w",), _CLAIM, "cut the mention to the words that make the claim",
        "Claim"),
    Key("mention.remove", ("x",), _CLAIM, "this is no mention of the claim", "Claim"),
    Key("divergence.next", ("d",), _CLAIM, "next thing in which the versions differ", "Claim",
        "differences"),
    Key("divergence.weigh", ("s",), _CLAIM, "weigh it: cosmetic, material, reversal", "Claim"),
    Key("divergence.dismiss", ("D",), _CLAIM, "it is no difference, or is one after all", "Claim"),
    Key("divergence.reverse", ("!",), _CLAIM, "mark that this version says the opposite", "Claim",
        "reversal"),
    Key("chain.flip", ("f",), _CLAIM, "it rests on what the article rests on, or on itself",
        "Claim", "flip root"),
    Key("chain.edit", ("c",), _CLAIM, "write the chain: outlet > outlet > speaker", "Claim"),
    Key("claim.words", ("t",), _CLAIM, "say the claim in other words", "Claim", "words"),
    Key("claim.type", ("T",), _CLAIM, "event, numerical, quote, position, causal", "Claim"),
    Key("claim.date", ("@",), _CLAIM, "when it was first claimed", "Claim"),
    Key("claim.report", ("R",), (*_CLAIMS, *_CLAIM), "write a report of the claim", "Claims",
        "report"),
    Key("candidate.same", ("y",), _CANDIDATES, "it is the same claim", "Candidates", "same"),
    Key("candidate.partly", ("p",), _CANDIDATES, "it is partly the same", "Candidates", "partly"),
    Key("candidate.contradicts", ("c",), _CANDIDATES, "it contradicts the claim", "Candidates",
        "contradicts"),
    Key("candidate.not", ("n",), _CANDIDATES, "it is not the same: never offered again",
        "Candidates", "not the same"),
    Key("candidate.skip", ("space",), _CANDIDATES, "skip: decide later", "Candidates", "skip"),
    Key("evidence.url", ("a",), _EVIDENCE, "add evidence from a url", "Evidence", "add a url"),
    Key("evidence.sentence", ("s",), _EVIDENCE, "add evidence from a sentence of an article",
        "Evidence", "add a sentence"),
    Key("evidence.edit", ("enter",), _EVIDENCE, "write the current field anew", "Evidence", "edit"),
    Key("evidence.field", ("tab",), _EVIDENCE, "next field of the evidence", "Evidence", "field"),
    Key("evidence.stance", ("h",), _EVIDENCE, "supports, refutes, context", "Evidence", "stance"),
    Key("evidence.type", ("t",), _EVIDENCE, "extractive, abstractive, boolean, unanswerable",
        "Evidence"),
    Key("evidence.open", ("o",), _EVIDENCE, "open the article that it is from", "Evidence"),
    Key("evidence.remove", ("x",), _EVIDENCE, "take the evidence off", "Evidence", "take off"),
    Key("verdict.previous", ("h", "left"), _VERDICT, "value before", "Verdict", "value before"),
    Key("verdict.next", ("l", "right"), _VERDICT, "next value", "Verdict", "next value"),
    Key("verdict.words", ("e",), _VERDICT, "write the justification", "Verdict", "justification"),
    Key("verdict.give", ("enter",), _VERDICT, "give the verdict", "Verdict", "give"),
    Key("verdict.others", ("V",), _VERDICT, "see what others say: then it is not blind", "Verdict",
        "see others"),
    Key("sources.open", ("enter",), _SOURCES, "open the sentence that cites", "Sources", "open"),
    Key("quote.claim", ("F",), _QUOTES, "add the sentence to the claim; make one from the board",
        "Quotations", "claim"),
    Key("help", ("?", "f1"), _ANYWHERE, "help", "Anywhere", "help"),
    Key("screen.annotate", ("f2",), _ANYWHERE, "annotate", "Anywhere"),
    Key("screen.review", ("f3",), _ANYWHERE, "review", "Anywhere"),
    Key("screen.lessons", (), _ANYWHERE, "what reviewers decided otherwise on my labels",
        "Anywhere"),
    Key("screen.claims", ("f4",), _ANYWHERE, "claims: fact-check", "Anywhere"),
    Key("screen.progress", ("f5",), _ANYWHERE, "progress", "Anywhere"),
    Key("screen.export", ("f6",), _ANYWHERE, "export a training set", "Anywhere"),
    Key("palette", ("ctrl+p",), _ANYWHERE, "find an action by name", "Anywhere"),
    Key("theme.next", (), _ANYWHERE, "next theme", "Anywhere"),
    Key("cancel", ("escape", "ctrl+g"), _ANYWHERE, "cancel: range, count, choice, search, note",
        "Anywhere", needed=True),
    Key("quit", ("q", "ctrl+q"), _ANYWHERE, "back, or quit", "Anywhere", needed=True),
    Key("search.down", ("down",), ("search",), "next hit", "While typing"),
    Key("search.up", ("up",), ("search",), "previous hit", "While typing"),
    Key("search.open", ("enter",), ("search",), "open the hit", "While typing", "open",
        needed=True),
    Key("note.save", ("enter",), ("note",), "save the note", "While typing", "save", needed=True),
)  # fmt: skip  # a table reads best a row a line
