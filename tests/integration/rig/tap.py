# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of one file, told in TAP."""

import os
import shutil
import sys
import traceback

from .clock import Failure

_tests = []


def test(function):
    """Marks a function as a test; its docstring is the claim."""
    _tests.append(function)
    return function


def demand(truth, message):
    if not truth:
        raise Failure(message)


def need_program(name, package):
    """A path; where the program is missing all tests are skipped, but in CI that is an error."""
    path = shutil.which(name)
    if path is None:
        sentence = f'{name} is not here (in Debian: apt-get install {package})'
        if os.environ.get('CI') or os.environ.get('GUI_TESTS') == 'required':
            print(f'Bail out! {sentence}')
            sys.exit(1)
        print(f'1..0 # SKIP {sentence}')
        sys.exit(0)
    return path


def say(text):
    for line in str(text).splitlines():
        print('# ' + line.encode('utf-8', 'backslashreplace').decode('utf-8'))


def run():
    """Runs every test of the file, or those named on the command line."""
    wanted = sys.argv[1:]
    tests = [t for t in _tests if not wanted or t.__name__ in wanted]
    failed = 0
    print(f'1..{len(tests)}')
    for number, function in enumerate(tests, 1):
        claim = (function.__doc__ or function.__name__).strip().splitlines()[0].replace('#', '')
        try:
            function()
        except Failure as failure:
            say(failure)
            say(traceback.format_exc(limit=-6))
            failed += 1
            print(f'not ok {number} - {claim}', flush=True)
        except Exception:
            say(traceback.format_exc())
            failed += 1
            print(f'not ok {number} - {claim}', flush=True)
        else:
            print(f'ok {number} - {claim}', flush=True)
    sys.exit(1 if failed else 0)
