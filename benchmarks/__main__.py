"""Run every benchmark, one after the other: `make bench`. Takes some minutes."""

from benchmarks import (
    agreement,
    app,
    boundaries,
    claims,
    effort,
    exchange,
    learned,
    nasty,
    review,
    splits,
    store,
    throughput,
)

for name, run in (
    ("Sentence boundaries", boundaries.main),
    ("Keys a sentence, and suggestions that mislead", effort.main),
    ("The app on a terminal", lambda: app.main([])),
    ("Learning beside the app", lambda: learned.main([])),
    ("The review on a terminal", lambda: review.main([])),
    ("Import and export", lambda: throughput.main([])),
    ("Agreement", lambda: agreement.main([])),
    ("Bundles and merging", lambda: exchange.main([])),
    ("The same claim in other articles", lambda: claims.main([])),
    ("Files of absurd size", lambda: nasty.main([])),
    ("Splits", lambda: splits.main([])),
    ("The database", lambda: store.main([])),
):
    print(f"\n== {name}", flush=True)
    run()
