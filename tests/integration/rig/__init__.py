# SPDX-License-Identifier: GPL-3.0-or-later
"""The rig of the tests that talk to a built natterd over real sockets.

Nothing here sleeps: every wait is for bytes, for an end, or for a process, and has a deadline. On a slow machine or with
sanitizers NATTER_TEST_SLOWNESS=4 makes all deadlines four times as long.
"""

from .bystanders import Bystanders
from .clock import DEADLINE, SLOWNESS, Failure, Stopwatch
from .control import Control, Operator
from .http import Answer, Caller, get, post, request
from .peer import Peer, Program, Text
from .returner import Returner
from .server import ROOT, Server, is_sanitized
from .tap import demand, need_program, run, test

__all__ = ['Answer', 'Bystanders', 'Caller', 'Control', 'DEADLINE', 'Failure', 'Operator', 'Peer', 'Program', 'ROOT', 'Returner', 'SLOWNESS',
           'Server', 'Stopwatch', 'Text', 'demand', 'get', 'is_sanitized', 'need_program', 'post', 'request', 'run', 'test']
