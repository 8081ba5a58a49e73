# SPDX-License-Identifier: GPL-3.0-or-later
"""What a transcript is made of: see README.md here."""

import json
import re

LINE = re.compile(r'^(?P<who>\w*)(?P<sign>[<>{}!])(?P<more>\+?)(?: (?P<text>.*))?$')
OPTION = re.compile(r'^%\s+(.*)$')
REPEAT = re.compile(r'\{([^{}*]+)\*(\d+)\}')
ESCAPE = re.compile(rb'\\(x[0-9a-fA-F]{2}|[\\trn])')

PLACES = {
    'any': r'.*',
    'number': r'\d+',
    'clock': r'\d\d:\d\d',
    'time': r'\d\d:\d\d:\d\d [A-Z]+',
    'day': r'\w+day, \d{1,2} \w+ \d{4}',
    'version': r'\d+(?:\.\d+)+\S*',
}
JSON_PLACES = {**PLACES, 'time': r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z'}
PLACE = re.compile('<(' + '|'.join(PLACES) + ')>')
KEEP = re.compile(r'<keep (\w+)>')
KEPT = re.compile(r'<kept (\w+)>')


class Malformed(Exception):
    """The transcript itself is wrong."""


class Step:
    """One line of a transcript."""

    def __init__(self, number, who, sign, more, text):
        self.number, self.who, self.sign, self.more, self.text = number, who, sign, more, text


class Transcript:
    """A file: the server's options, and steps."""

    def __init__(self, name, text):
        self.name = name
        self.settings = []
        self.faulty = False
        self.steps = []
        self.comments = []          # (number, text), for the coverage
        for number, line in enumerate(text.splitlines(), 1):
            self._take(number, line)

    def _take(self, number, line):
        if line.startswith('#'):
            self.comments.append((number, line.lstrip('# ')))
        elif line.startswith('%'):
            self._take_option(number, OPTION.match(line))
        elif line.strip():
            match = LINE.match(line)
            if match is None:
                raise Malformed(f'{self.name}:{number}: neither step nor comment: {line}')
            self.steps.append(Step(number, match['who'], match['sign'], match['more'], match['text'] or ''))

    def _take_option(self, number, match):
        words = match.group(1).split(maxsplit=1) if match else []
        if words == ['faulty']:
            self.faulty = True
        elif len(words) == 2 and words[0] == '--set':
            self.settings.append(words[1].replace('\\n', '\n'))
        else:
            raise Malformed(f'{self.name}:{number}: an option is "% --set GROUP.KEY=VALUE" or "% faulty"')


def repeat(text):
    """{x*3} is xxx."""
    return REPEAT.sub(lambda m: m[1] * int(m[2]), text)


def to_bytes(text, line_end=b''):
    r"""\xff, \t, \r, \n and \\ are bytes; \c at the end: no line end."""
    data = repeat(text).encode()
    if data.endswith(b'\\c'):
        data, line_end = data[:-2], b''

    def unescape(match):
        what = match.group(1)
        if what.startswith(b'x'):
            return bytes([int(what[1:], 16)])
        return {b'\\': b'\\', b't': b'\t', b'r': b'\r', b'n': b'\n'}[what]

    return ESCAPE.sub(unescape, data) + line_end


def is_partial(text):
    return text.endswith('\\c')


def line_matches(wanted, seen):
    """wanted: as in a transcript; seen: bytes."""
    pattern = b''
    at = 0
    for match in PLACE.finditer(wanted):
        pattern += re.escape(to_bytes(wanted[at:match.start()])) + PLACES[match[1]].encode()
        at = match.end()
    pattern += re.escape(to_bytes(wanted[at:]))
    return re.fullmatch(pattern, seen, re.ASCII) is not None


def put_kept(text, kept):
    """<kept NAME> is what was seen where <keep NAME> stood."""
    def look_up(match):
        if match[1] not in kept:
            raise Malformed(f'nothing was kept as {match[1]}')
        return kept[match[1]]

    return KEPT.sub(look_up, text)


def json_matches(wanted, seen, also_more=False, kept=None):
    """Whether an event is as wanted. also_more: members that are not named may be there. kept: takes what <keep NAME> stands for."""
    if isinstance(wanted, dict):
        return isinstance(seen, dict) and (also_more or wanted.keys() == seen.keys()) and all(
            key in seen and json_matches(value, seen[key], also_more, kept) for key, value in wanted.items())
    if isinstance(wanted, list):
        return isinstance(seen, list) and len(wanted) == len(seen) and all(
            json_matches(a, b, also_more, kept) for a, b in zip(wanted, seen))
    if isinstance(wanted, str) and kept is not None and (match := KEEP.fullmatch(wanted)):
        kept[match[1]] = seen
        return isinstance(seen, str) and len(seen) > 0
    if isinstance(wanted, str) and (match := PLACE.fullmatch(wanted)):
        if match[1] == 'number':
            return isinstance(seen, int) and not isinstance(seen, bool) and seen >= 0
        return isinstance(seen, str) and re.fullmatch(JSON_PLACES[match[1]], seen, re.ASCII | re.DOTALL) is not None
    return type(wanted) is type(seen) and wanted == seen


def parse_json(text):
    try:
        return json.loads(repeat(text))
    except ValueError as error:
        raise Malformed(f'not JSON: {error}') from None
