# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a test waits for something before it gives up."""

import os
import time

SLOWNESS = float(os.environ.get('NATTER_TEST_SLOWNESS', '1'))
DEADLINE = 20.0 * SLOWNESS


class Failure(Exception):
    """What was seen is not what must be."""


class Stopwatch:
    """Counts down from a deadline on the monotonic clock."""

    def __init__(self, seconds=None):
        self.start = time.monotonic()
        self.seconds = DEADLINE if seconds is None else seconds

    def elapsed(self):
        return time.monotonic() - self.start

    def left(self):
        return max(0.0, self.seconds - self.elapsed())

    def milliseconds_left(self):
        return int(self.left() * 1000) + 1

    def over(self):
        return self.elapsed() >= self.seconds
