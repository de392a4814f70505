"""Speed, memory and size, each beside a reference taken in the same run: `make bench`.

Each measurement is a module here, named in `MEASUREMENTS`, with one function under `@measures`:

    from bench.figures import Figure, at_most, measures

    @measures("load_vs_copy", "load_growth")
    def measure() -> Iterator[Figure]:
        ...
        yield at_most(1.5, "load_vs_copy", ours / floor, "times", beside=f"COPY: {floor:.0f} ms")
        yield at_most(1.2, "load_growth", large / small, "times", beside=f"empty: {small:.0f} ms")

Sizes come from `bench.sizes`, so that `SCALE=0.1 make bench` is a quick look at everything.

`make bench` imports these modules, then runs each function in a process of its own, so that none
sees another's memory, settings or connections. A module is therefore imported where Django is not
set up, and imports rooms inside its function, within `bench.database.server()`: a PostgreSQL as
durable as in production.
It prints what it likes (its own details), yields every figure that it named, and the table and
`bench/results.json` are made from those. `make bench ONLY=load` runs the module `load`, or the one
that measures a figure of that name; the figures of the others stay in the file as they were.
What only a bench needs, such as a peer to compare with, goes into the extra `bench` of
`pyproject.toml`, which `make bench` alone installs.
"""

MEASUREMENTS = (
    "intake",
    "eligibility",
    "load",
    "rush",
    "upload",
    "mail",
    "redecide",
    "pages",
    "serve",
    "weight",
)
