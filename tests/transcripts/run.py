#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run.py FILE…: plays transcripts against a natterd each, and tells in TAP where the first difference is."""

import json
import pathlib
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'integration'))
# pylint: disable=wrong-import-position
from rig import Failure, Program, Server, Text  # noqa: E402
from transcript import Malformed, Transcript, is_partial, json_matches, line_matches, parse_json, put_kept, repeat, to_bytes  # noqa: E402


class Difference(Exception):
    """Where play and transcript part."""


class Play:
    """One transcript on its stage."""

    def __init__(self, transcript, server):
        self.transcript = transcript
        self.server = server
        self.parties = {}
        self.kept = {}              # what was to be kept, by its name
        self.gone = set()           # those who left, or were seen to be closed

    def play(self):
        for step in self.transcript.steps:
            try:
                self._perform(step)
            except (Failure, Malformed, Difference, ConnectionError, BrokenPipeError) as error:
                raise Difference(f'{self.transcript.name}:{step.number}: {error}') from None
        self._curtain()

    def _perform(self, step):
        if step.sign == '!':
            self._act(step)
        elif step.sign == '>':
            self._party(step, Text).send(to_bytes(step.text, b'\r\n'))
        elif step.sign == '<':
            self._hear(self._party(step, Text), step.text)
        elif step.sign == '{':
            self._party(step, Program).send(put_kept(repeat(step.text), self.kept).encode() + b'\n')
        else:
            self._hear_event(self._party(step, Program), step)

    def _party(self, step, kind):
        if step.who in self.gone:
            raise Difference(f'{step.who} is gone')
        if step.who not in self.parties:
            self.parties[step.who] = kind(self.server.port, step.who)
        return self.parties[step.who]

    def _hear(self, party, wanted):
        if is_partial(wanted):
            wanted_bytes = to_bytes(wanted)
            seen = party.read(len(wanted_bytes))
            if seen != wanted_bytes:
                raise Difference(f'{party.name} wanted {wanted_bytes!r} and saw {seen!r}')
            return
        seen = party.read_line()
        if isinstance(party, Program):      # the one line that is not JSON: §1.3
            seen = seen.removesuffix(b'\r')
        if not line_matches(wanted, seen):
            raise Difference(f'{party.name}\nwanted  {wanted}\nsaw     {seen.decode("utf-8", "backslashreplace")}'
                             f'{self._rest(party)}')

    def _hear_event(self, party, step):
        wanted = parse_json(put_kept(step.text, self.kept))
        seen = party.event()
        if not json_matches(wanted, seen, bool(step.more), self.kept):
            raise Difference(f'{party.name}\nwanted  {step.text}\nsaw     {json.dumps(seen, ensure_ascii=False)}'
                             f'{self._rest(party)}')

    @staticmethod
    def _rest(party):
        lines = party.buffer[:2000].decode('utf-8', 'backslashreplace').splitlines()
        return ''.join(f'\nthen    {line}' for line in lines)

    # deeds

    def _act(self, step):
        deed = f'{"who" if step.who else "the server"} {step.text}'
        action = self.ACTIONS.get(deed)
        if action is None:
            raise Malformed(f'nobody knows how to do "{step.text}"')
        action(self, step)

    def _connect(self, step):
        self._party(step, Text)

    def _telnet(self, step):
        party = self._party(step, Text)
        party.greeted()

    def _come_in(self, step):
        party = self._party(step, Text)
        party.login()

    def _come_in_as_program(self, step):
        self._party(step, Program).login()

    def _close(self, step):
        self._finish(step).close()

    def _cut(self, step):
        self._finish(step).reset()

    def _half_close(self, step):
        self._party(step, Text).shut()

    def _is_closed(self, step):
        party = self._finish(step)
        party.expect_end()
        party.close()

    def _hear_nothing(self, step):
        """Now, not for a while: what came first must have been waited for."""
        party = self._party(step, Text)
        party.take_in()
        party.expect_nothing_kept()

    def _finish(self, step):
        party = self._party(step, Text)
        if step.text != 'is closed':
            party.expect_nothing_kept()
        self.gone.add(step.who)
        return party

    def _terminate(self, _step):
        self.server.terminate()

    def _hang_up(self, _step):
        self.server.process.send_signal(signal.SIGHUP)

    def _exit(self, _step):
        status = self.server.wait()
        if status != 0:
            raise Difference(f'natterd ended with {status}')

    def _order(self, step):
        self.server.order(step.text.split()[-1])

    ACTIONS = {
        'who connects': _connect,
        'who is greeted': _telnet,
        'who comes in': _come_in,
        'who comes in as a program': _come_in_as_program,
        'who closes the window': _close,
        'who is cut off': _cut,
        'who shuts the sending side': _half_close,
        'who is closed': _is_closed,
        'who has heard nothing': _hear_nothing,
        'the server is told to end': _terminate,
        'the server reads its configuration again': _hang_up,
        'the server is gone': _exit,
        'the server has a store that fails': _order,
        'the server has a store that waits': _order,
        'the server has a store that answers': _order,
        'the server has a store that was asked': _order,
    }

    def _curtain(self):
        """Nobody may have been sent more than the transcript says. Who is logged in is asked for a pong, others for help
        that there is not: what answers comes after all that was waiting."""
        for name, party in self.parties.items():
            if name in self.gone or self.server.process.poll() is not None:
                continue
            try:
                self._ask_for_nothing(party)
                party.expect_nothing_kept()
            except Failure as failure:
                raise Difference(f'{self.transcript.name}: after the end: {failure}') from None
        for party in self.parties.values():
            party.close()

    @staticmethod
    def _ask_for_nothing(party):
        if isinstance(party, Program):
            party.do('curtain', id='curtain')
            party.expect('error', re='curtain')
            return
        party.say('login')
        answer = party.line()
        if not answer.startswith(('A name is missing', 'You are in already')):
            raise Failure(f'{party.name} was also told {answer!r}')


def play(name, text):
    transcript = Transcript(name, text)
    with Server(*transcript.settings, faulty=transcript.faulty) as server:
        Play(transcript, server).play()


def main(files):
    failed = 0
    print(f'1..{len(files)}')
    for number, file in enumerate(files, 1):
        path = pathlib.Path(file)
        try:
            play(path.name, path.read_text(encoding='utf-8'))
            print(f'ok {number} - {path.stem}')
        except (Difference, Malformed, Failure) as error:
            failed += 1
            print(''.join(f'# {line}\n' for line in str(error).encode('utf-8', 'backslashreplace').decode().splitlines()), end='')
            print(f'not ok {number} - {path.stem}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
