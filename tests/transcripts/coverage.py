#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""coverage.py PROTOCOL.md FOLDER…: every clause is named by a transcript or an integration test in FOLDER; every command and every error code has a transcript in the text dialect, and every command,
event and code one in JSON. A code that a transcript shows without naming it is named by a comment right before it; what no
transcript can show is named by the integration test that does, as "# §7.3 too-slow"."""

import json
import pathlib
import re
import sys

from transcript import Malformed, Transcript, repeat

# What cannot be seen in a dialect, and why.
NOT_IN_TEXT = {
    'bad-json': 'there is no JSON',
    'too-deep': 'there is no nesting',
    'name-empty': 'white space is no argument: missing-argument',
    'idle-timeout': 'people are not pinged',
    'session-over': 'people do not resume',
    'resumed-elsewhere': 'people do not resume',
}
NOT_IN_JSON = {
    'line-garbled': 'IAC means nothing there',
    'too-many-arguments': 'unknown fields are ignored',
}


# Keys, what is found on the network, links: not only the server's affair, so that a test in C will do.
OF_CLIENTS = ('10.', '11.', '12.')


def read_commands(protocol):
    """(word, whether it has a text form) for each row of §6."""
    table = re.findall(r'^\| `(\w+)` \|([^|]*)\|', section(protocol, 6), re.MULTILINE)
    return [(word, bool(text.strip())) for word, text in table]


def read_codes(protocol):
    rows = re.findall(r'^\| (`[^|]*) \|', section(protocol, 8), re.MULTILINE)
    return [code for row in rows for code in re.findall(r'`([a-z0-9-]+)`', row)]


def read_events(protocol):
    text = section(protocol, 5) + section(protocol, 6)
    words = set(re.findall(r'"ev":"(\w+)"', text)) | set(re.findall(r'`(\w+)`:? (?:is )?`\{', text))
    return sorted(words)


def section(protocol, number):
    return re.search(rf'^## {number}\. .*?(?=^## |\Z)', protocol, re.MULTILINE | re.DOTALL).group(0)


class Shown:
    """What the transcripts show of one dialect."""

    def __init__(self):
        self.commands, self.events, self.codes = set(), set(), set()

    def take(self, transcript):
        is_json = transcript.name.startswith('json')
        for step in transcript.steps:
            if step.sign == '>' and not is_json:
                self.commands.update(w.lower() for w in step.text.split()[:1])
            elif step.sign == '{':
                match = re.search(r'"do":\s*"(\w+)"', step.text)
                self.commands.update([match[1]] if match else [])
            elif step.sign == '}':
                event = json.loads(repeat(step.text))
                self.events.add(event['ev'])
                self.codes.update([event['code']] if 'code' in event else [])
        self.take_comments(transcript)

    def take_comments(self, transcript):
        """A comment counts where something is heard after it."""
        heard = max((s.number for s in transcript.steps if s.sign in '<}'), default=0)
        for number, text in transcript.comments:
            if number < heard:
                self.codes.update(re.findall(r'[a-z0-9]+(?:-[a-z0-9]+)*', text))


def read_clauses(protocol):
    return re.findall(r'^- \*\*(\d+\.\d+a?)\*\*', protocol, re.MULTILINE)


def read_cited(text):
    return set(re.findall(r'§(\d+\.\d+a?)', text))


def uncited(protocol, text, programs):
    cited, cited_by_programs = read_cited(text), read_cited(programs)
    for clause in read_clauses(protocol):
        if clause not in cited and not (clause.startswith(OF_CLIENTS) and clause in cited_by_programs):
            yield f'no transcript and no integration test names §{clause}'


def read_all(*patterns):
    return ''.join(path.read_text(encoding='utf-8') for folder, pattern in patterns for path in sorted(pathlib.Path(folder).glob(pattern)))


def find_codes(text):
    return set(re.findall(r'§[\d.a]+ ([a-z0-9]+(?:-[a-z0-9]+)+)', text))


def missing(protocol, text, program, elsewhere):
    for word, has_text in read_commands(protocol):
        if has_text and word not in text.commands:
            yield f'the command {word} has no transcript in the text dialect'
        if word not in program.commands:
            yield f'the command {word} has no transcript in JSON'
    for event in read_events(protocol):
        if event not in program.events:
            yield f'the event {event} has no transcript'
    for code in read_codes(protocol):
        if code not in text.codes | elsewhere and code not in NOT_IN_TEXT:
            yield f'the error {code} has no transcript in the text dialect'
        if code not in program.codes | elsewhere and code not in NOT_IN_JSON:
            yield f'the error {code} has no transcript in JSON'


def main(protocol_path, *integration):
    protocol = pathlib.Path(protocol_path).read_text(encoding='utf-8')
    here = pathlib.Path(__file__).resolve().parent
    tests = read_all(*((folder, '*.py') for folder in integration))
    text, program = Shown(), Shown()
    for path in sorted(here.glob('*.txt')):
        try:
            transcript = Transcript(path.name, path.read_text(encoding='utf-8'))
        except Malformed as error:
            print(error)
            return 1
        (program if path.name.startswith('json') else text).take(transcript)
    sizes = len(read_commands(protocol)), len(read_events(protocol)), len(read_codes(protocol))
    problems = list(missing(protocol, text, program, find_codes(tests)))
    problems += uncited(protocol, tests + read_all((here, '*.txt')), read_all((here.parent / 'unit', '**/*.c'), (here.parent / 'ui', '*.c')))
    if min(sizes) < 20:
        problems.append(f'PROTOCOL.md has only {sizes} commands, events and codes? This test cannot read it any more.')
    print('\n'.join(problems) or 'all {} commands, {} events and {} codes have a transcript'.format(*sizes))
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
