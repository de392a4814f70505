"""`make bench`: every measurement in turn."""

import runpy

MEASUREMENTS = ("intake", "eligibility", "upload", "redecide", "pages")


def main() -> None:
    for name in MEASUREMENTS:
        print(f"\n== {name}", flush=True)
        runpy.run_module(f"bench.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
