"""Speed, memory and size, each beside a reference taken in the same run: `make bench`.

Each measurement is a module here, named in `MEASUREMENTS`, with one function under `@measures`:

    from bench.figures import Figure, at_most, measures

    @measures("load_vs_copy", "load_growth")
    def measure() -> Iterator[Figure]:
        ...
        yield at_most(1.5, "load_vs_copy", ours / floor, "times", beside=f"COPY: {floor:.0f} ms")
        yield at_most(1.2, "load_growth", large / small, "times", beside=f"empty: {small:.0f} ms")

Sizes come from `bench.sizes`, so `SCALE=0.1 make bench` measures everything quickly, in small.

`make bench` imports these modules, then runs each function in a process of its own, so that none
shares memory, settings or connections with another. A module is therefore imported before Django
is set up. It imports rooms inside its function, within `bench.database.server()`: a PostgreSQL as
durable as in production.

The function may print details, and yields every figure that it named; `make bench` makes the table
and `bench/results.json` from them. `make bench ONLY=load` runs the module `load`; ONLY can also
name a figure. The other figures stay in the file as they were. A package that only a measurement
needs, such as one to compare with, goes into the extra `bench` of `pyproject.toml`, which only
`make bench` installs.
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
