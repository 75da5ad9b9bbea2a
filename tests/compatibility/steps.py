"""What the scenarios have in common: steps that are named, run and counted."""

import contextlib
import time
import traceback


class Steps:
    """Runs steps one after the other and prints a line for each."""

    def __init__(self):
        self.failed = []
        self.count = 0

    @contextlib.contextmanager
    def step(self, name):
        """What does not raise in the block is right."""
        start = time.monotonic()
        self.count += 1
        try:
            yield
            print(f"ok    {name} ({time.monotonic() - start:.1f} s)", flush=True)
        except Exception as error:
            self.failed.append(name)
            print(f"FAIL  {name}: {type(error).__name__}: {error}", flush=True)
            traceback.print_exc()

    def end(self):
        """The exit code."""
        print(f"{self.count - len(self.failed)} of {self.count} steps are right.")
        return 1 if self.failed else 0


def equal(actual, expected):
    """Raises unless both are the same."""
    if actual != expected:
        raise AssertionError(f"{actual!r} instead of {expected!r}")


@contextlib.contextmanager
def fails(kind, *texts, status=None):
    """The block must raise an error of this kind whose message has these texts."""
    try:
        yield
    except kind as error:
        missing = [text for text in texts if text not in str(error)]
        if missing:
            raise AssertionError(f"the error does not say {missing}: {error}") from error
        if status is not None:
            equal(error.status_code, status)
    else:
        raise AssertionError(f"no {kind.__name__} came")
