"""The settings as frozen values: what `config.yaml` may say, and what the program then holds.

The description of each field is shown by editors that complete from `claimdesk config --schema`;
`wrong` is what to tell a person whose value does not fit. Defaults are the shipped values. What
only several settings together can get wrong is judged in `sense`, not here.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Advance = Literal["unlabelled", "next", "stay"]
"""Where the cursor goes after a label: the next sentence without one, the next, nowhere."""

Layout = Literal["flow", "blocks"]
"""Running paragraphs, or each sentence a block of its own."""

SourceName = Literal["outlet", "person", "organisation", "document", "group"]
"""What a source can be; the same words as in `annotations.claims`, which a start need not load."""

AgentName = Literal["same-text", "learned", "rules"]
"""Who may suggest labels; the same names as in `annotations.suggesters`, for the same reason."""

ThemeName = Literal["dark", "light", "contrast", "colour-blind", "ansi"]
Wrapping = Literal["auto", "lines", "paragraphs"]
"""What ends a sentence besides punctuation; `auto` decides for each file."""

Character = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=1,
        pattern=r"^\S$",
        extra={"wrong": "has to be one visible character"},
    ),
]
Name = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=40,
        pattern=r"^[^\s,]([^,]*[^\s,])?$",
        extra={"wrong": "has to be a text of 1 to 40 characters without a comma"},
    ),
]
Line = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=200,
        pattern=r"^\S(.*\S)?$",
        extra={"wrong": "has to be one line of 1 to 200 characters"},
    ),
]
Address = Annotated[
    str,
    Meta(
        max_length=200,
        pattern=r"^https?://[^\s/]\S*$",
        extra={"wrong": "has to be an address that begins with https:// or http://"},
    ),
]
Slug = Annotated[
    str,
    Meta(
        max_length=40,
        pattern="^[a-z0-9][a-z0-9_-]*$",
        extra={"wrong": "has to be lower-case letters, digits, - and _, at most 40 of them"},
    ),
]
Colour = Annotated[
    str,
    Meta(
        pattern="^#[0-9A-Fa-f]{6}$",
        extra={"wrong": "has to be a colour such as '#56B4E9', in quotes"},
    ),
]
Person = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=80,
        pattern=r"^\S(.*\S)?$",
        extra={"wrong": "has to be a name of 1 to 80 characters"},
    ),
]
Language = Annotated[
    str,
    Meta(
        pattern="^[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$",
        extra={"wrong": "has to be a language code such as en or uk"},
    ),
]
Cells = Annotated[
    int,
    Meta(ge=40, le=200, extra={"wrong": "has to be a whole number from 40 to 200"}),
]
Megabytes = Annotated[
    int,
    Meta(ge=1, le=1000, extra={"wrong": "has to be a whole number from 1 to 1000"}),
]


People = Annotated[
    int,
    Meta(ge=2, le=100, extra={"wrong": "has to be a whole number from 2 to 100"}),
]
Percent = Annotated[
    int,
    Meta(ge=51, le=100, extra={"wrong": "has to be a whole number from 51 to 100"}),
]
Score = Annotated[
    int,
    Meta(ge=50, le=100, extra={"wrong": "has to be a whole number from 50 to 100"}),
]
Lessons = Annotated[
    int,
    Meta(ge=20, le=100_000, extra={"wrong": "has to be a whole number from 20 to 100000"}),
]
SampleSize = Annotated[
    int,
    Meta(ge=1, le=100_000, extra={"wrong": "has to be a whole number from 1 to 100000"}),
]


class _Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all groups of settings have in common: frozen, named, nothing unknown."""


class Label(_Settings, frozen=True):
    """One label of the label set."""

    name: Annotated[Name, Meta(description="What is stored and exported; has no comma.")]
    key: Annotated[Character, Meta(description="The key that sets it as primary label.")]
    letter: Annotated[
        Character,
        Meta(description="Second such key, shown in the gutter; its capital: as secondary."),
    ]
    glyph: Annotated[Character, Meta(description="Sign in the gutter, one cell wide.")]
    hollow: Annotated[Character, Meta(description="The same sign where it is only suggested.")]
    colour: Annotated[Colour, Meta(description="#RRGGBB; it only reinforces glyph and letter.")]
    describe: Annotated[Line, Meta(description="The guideline's definition in one line.")]
    secondary: Annotated[bool, Meta(description="May stand as secondary label.")] = True
    boilerplate: Annotated[
        bool,
        Meta(description="Stands for what is not running text: dim, set to the end by one key."),
    ] = False


class Combination(_Settings, frozen=True):
    """A primary and a secondary label that one key sets together."""

    key: Annotated[Character, Meta(description="The key.")]
    label: Annotated[Name, Meta(description="Name of the primary label.")]
    secondary: Annotated[Name, Meta(description="Name of the secondary label.")]


class Flag(_Settings, frozen=True):
    """A mark on a sentence beside its label."""

    name: Annotated[Slug, Meta(description="What is stored and exported.")]
    key: Annotated[Character, Meta(description="The key that sets it, after the flag key.")]
    describe: Annotated[Line, Meta(description="What it means, in one line.")]


class Reason(_Settings, frozen=True):
    """Why a reviewer decided as they did."""

    name: Annotated[Slug, Meta(description="What is stored.")]
    key: Annotated[Character, Meta(description="The key that sets it, after the reason key.")]
    describe: Annotated[Line, Meta(description="What it means, in one line.")]


class Agreed(_Settings, frozen=True):
    """What counts as agreed, for accepting in bulk."""

    annotators: Annotated[People, Meta(description="At least so many people labelled it.")]
    percent: Annotated[Percent, Meta(description="At least so many in a hundred agree.")]


class Reviewing(_Settings, frozen=True):
    """How labels are reviewed."""

    hide_names: Annotated[
        bool, Meta(description="Annotators are A, B, … and in another order for each sentence.")
    ] = False
    sample: Annotated[
        SampleSize, Meta(description="How many labels of an annotator a random sample holds.")
    ] = 50
    seed: Annotated[int, Meta(description="The same seed draws the same sample again.")] = 1
    accept: Annotated[
        tuple[Agreed, ...], Meta(description="What can be accepted in bulk, strictest first.")
    ] = ()


class Suggesting(_Settings, frozen=True):
    """Which labels are suggested, and to whom."""

    agents: Annotated[
        tuple[AgentName, ...],
        Meta(description="Who suggests: the first with something to say; [] for nobody."),
    ] = ("same-text", "learned", "rules")
    accept: Annotated[
        Score,
        Meta(description="Accepting all of an article takes those right so often in a hundred."),
    ] = 80
    learn_from: Annotated[
        Lessons, Meta(description="Own labels from which on the agent `learned` is tried.")
    ] = 100
    blind_second_pass: Annotated[
        bool, Meta(description="These labels are a second opinion: nothing is suggested.")
    ] = False


class KnownSource(_Settings, frozen=True):
    """A source that articles cite under several names."""

    name: Annotated[Line, Meta(description="What it is called in chains and exports.")]
    kind: Annotated[SourceName, Meta(description="What it is.")] = "outlet"
    aliases: Annotated[
        tuple[Line, ...], Meta(description="Other names for it, in any article.")
    ] = ()
    short: Annotated[
        tuple[Line, ...],
        Meta(description="Names that mean it only where another name of it stands before."),
    ] = ()


class Sourcing(_Settings, frozen=True):
    """What is known of the sources that articles cite."""

    known: Annotated[
        tuple[KnownSource, ...], Meta(description="Outlets and voices with several names.")
    ] = ()
    anaphors: Annotated[
        tuple[Line, ...],
        Meta(description='Words that, behind "the" or "this", mean the outlet named last.'),
    ] = ()
    venues: Annotated[
        tuple[Line, ...],
        Meta(description="Words for what anybody could have heard or read: a source of its own."),
    ] = ()


class GuidelineSource(_Settings, frozen=True):
    """Which guideline the labels follow."""

    version: Annotated[
        Name,
        Meta(description="Stored with each label, so that labels of two guidelines stay apart."),
    ] = "1"
    file: Annotated[
        str | None,
        Meta(description="Markdown file, relative to this configuration; null: the shipped one."),
    ] = None


class Reading(_Settings, frozen=True):
    """How an article stands on the screen."""

    layout: Annotated[
        Layout, Meta(description="flow: running paragraphs; blocks: one sentence a block.")
    ] = "flow"
    column: Annotated[Cells, Meta(description="Widest line of text, in cells.")] = 88


class Paths(_Settings, frozen=True):
    """Where files are."""

    database: Annotated[
        str | None,
        Meta(description="The database, relative to this configuration; null: the data folder."),
    ] = None


class Importing(_Settings, frozen=True):
    """How files become articles."""

    max_megabytes: Annotated[Megabytes, Meta(description="Larger files are refused.")] = 20
    wrap: Annotated[
        Wrapping,
        Meta(description="What ends a sentence besides punctuation; auto decides for each file."),
    ] = "auto"
    language: Annotated[
        Language, Meta(description="Language of the articles, for finding their sentences.")
    ] = "en"


class Exporting(_Settings, frozen=True):
    """What exports say that only their owner knows."""

    title: Annotated[
        Line | None, Meta(description="Title of the training set; null: a plain one.")
    ] = None
    licence: Annotated[
        Line | None,
        Meta(description="Licence of the labels, such as CC-BY-4.0; null: none is given."),
    ] = None
    language: Annotated[
        Language | None,
        Meta(description="Language of the articles, for the card; null: none is given."),
    ] = None
    sources: Annotated[
        Mapping[str, Line],
        Meta(description="Licence of the articles' text, by the name of their source."),
    ] = field(default_factory=dict)
    publisher: Annotated[
        Line | None,
        Meta(description="Who publishes verdicts on claims; null: each checker in their own name."),
    ] = None
    site: Annotated[
        Address | None,
        Meta(description="Where they are published; a claim's page is this and its id."),
    ] = None


class Config(_Settings, frozen=True):
    """All settings. Paths in it are absolute once loaded."""

    labels: Annotated[tuple[Label, ...], Meta(description="The label set, in the order shown.")]
    combinations: Annotated[
        tuple[Combination, ...], Meta(description="Pairs of labels that have one key.")
    ] = ()
    flags: Annotated[tuple[Flag, ...], Meta(description="Marks beside the label.")] = ()
    reasons: Annotated[
        tuple[Reason, ...], Meta(description="Why a reviewer decided as they did.")
    ] = ()
    review: Reviewing = Reviewing()
    suggest: Suggesting = Suggesting()
    guideline: GuidelineSource = GuidelineSource()
    annotator: Annotated[
        Person | None, Meta(description="Whose labels these are; null: the login name.")
    ] = None
    advance: Annotated[Advance, Meta(description="Where the cursor goes after a label.")] = (
        "unlabelled"
    )
    reading: Reading = Reading()
    theme: Annotated[ThemeName, Meta(description="Colours of the screen.")] = "dark"
    paths: Paths = Paths()
    importing: Importing = field(name="import", default=Importing())
    exporting: Exporting = field(name="export", default=Exporting())
    sources: Annotated[
        Sourcing, Meta(description="What is known of the sources that articles cite.")
    ] = Sourcing()
    keys: Annotated[
        Mapping[str, tuple[str, ...]],
        Meta(description="The keys of each action by its id: one, a list, or [] for none."),
    ] = field(default_factory=dict)

    def label(self, name: str) -> Label | None:
        """Find a label; None for one that was used once and is no longer configured."""
        return next((label for label in self.labels if label.name == name), None)

    @property
    def boilerplate(self) -> Label | None:
        """The label that stands for what is not running text, where there is one."""
        return next((label for label in self.labels if label.boilerplate), None)
