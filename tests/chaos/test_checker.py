#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checker names what is wrong in logs made by hand, and finds nothing in good ones."""

import copy
import pathlib
import unittest

import checker

NAMES = ('ann', 'bob')


def said(seq, name, made, text=None):
    return {'ev': 'said', 'room': 'r', 'seq': seq, 'from': name, 'id': made, 'text': text or made}


def ok(made, seq):
    return {'ev': 'ok', 're': made, 'room': 'r', 'seq': seq}


def say(made):
    return {'do': 'say', 'room': 'r', 'id': made, 'text': made}


def history(made, since, messages, **more):
    """The question and the answer."""
    return [{'do': 'history', 'room': 'r', 'since': since, 'id': made},
            {'ev': 'history', 're': made, 'room': 'r', 'messages': messages, **more}]


def edited(seq, name, made, target, text):
    return {'ev': 'edited', 'room': 'r', 'seq': seq, 'from': name, 'id': made, 'target': target, 'text': text}


def resume(since):
    """The question and the beginning of the answer."""
    return [CONNECTED, {'do': 'resume', 'token': 't', 'epoch': 'e', 'seen': [{'room': 'r', 'seq': since}]},
            {'ev': 'hello', 'name': 'bob', 'resumed': True, 'epoch': 'e'}]


def page(begin, end, messages, **more):
    return {'ev': 'history', 'room': 'r', 'begin': begin, 'end': end, 'messages': messages, **more}


CONNECTED = {'mark': 'connected'}
LIVE = {'ev': 'live'}


def entered(seq):
    return {'ev': 'entered', 'room': 'r', 'seq': seq}


class Checker(unittest.TestCase):
    """A good run, which each test spoils: ann says a1 to a4, bob is away for a2 and a3."""

    def setUp(self):
        self.stored = [said(seq, 'ann', f'a{seq}') for seq in range(1, 5)]
        self.ann = [CONNECTED, entered(0)]
        for message in self.stored:
            self.ann += [say(message['id']), message, ok(message['id'], message['seq'])]
        self.bob = [CONNECTED, entered(0), self.stored[0], CONNECTED, entered(3), self.stored[3],
                    *history('h1', 1, self.stored[1:2], more=True), *history('h2', 2, self.stored[2:4])]

    def judge(self):
        return checker.check({'ann': copy.deepcopy(self.ann), 'bob': self.bob}, {'r': self.stored})

    def expect(self, *kinds):
        verdict = self.judge()
        self.assertEqual(verdict.kinds(), set(kinds), list(verdict.lines()))

    def append(self, message, live=True):
        """One more message, said by ann and stored."""
        self.stored.append(message)
        self.ann.append(say(message['id']))
        if live:
            self.ann.append(message)
            self.bob.append(message)

    def test_good(self):
        self.expect()
        self.assertEqual(self.judge().figures,
                         {'acknowledged': 4, 'said': 4, 'shown': 9, 'retries': 0, 'connections': 3, 'resumed': 0, 'refused': 0,
                          'stored': 4})

    def test_retry(self):
        """The first answer again, and nothing more, is how it should be."""
        self.ann += [CONNECTED, entered(4), say('a4'), ok('a4', 4)]
        self.expect()
        self.assertEqual(self.judge().figures['retries'], 1)

    def test_lost_acknowledged(self):
        self.ann += [say('a5'), ok('a5', 5)]
        self.expect('lost-acknowledged')

    def test_lost_seen(self):
        self.ann.append(say('a5'))
        self.bob.append(said(5, 'ann', 'a5'))
        self.expect('lost-seen')

    def test_sequence_reused(self):
        self.ann += [say('a5'), ok('a5', 5)]
        self.append(said(5, 'ann', 'a6'))
        self.expect('lost-acknowledged', 'sequence-reused')

    def test_sequence_stored_twice(self):
        self.append(said(4, 'ann', 'a5'), live=False)
        self.stored.append(said(5, 'ann', 'a6'))
        self.ann += [say('a6'), said(5, 'ann', 'a6')]
        self.bob.append(said(5, 'ann', 'a6'))
        self.assertIn('sequence-reused', self.judge().kinds())

    def test_sequence_reused_for_one(self):
        self.append(said(5, 'ann', 'a5'))
        self.append(said(6, 'ann', 'a6'))
        self.bob[-1] = said(5, 'ann', 'a6')
        self.bob += history('h3', 5, self.stored[5:])
        self.expect('order-differs', 'sequence-reused')

    def test_order_differs(self):
        self.stored[1], self.stored[2] = said(2, 'ann', 'a3'), said(3, 'ann', 'a2')
        self.expect('order-differs', 'answered-differently')

    def test_acknowledged_elsewhere(self):
        self.ann[-1] = ok('a4', 3)
        self.expect('answered-differently')

    def test_recorded_twice(self):
        self.append(said(5, 'ann', 'a4'))
        self.expect('recorded-twice')

    def test_answered_differently(self):
        self.append(said(5, 'ann', 'a4'))
        self.ann.append(ok('a4', 5))
        self.expect('recorded-twice', 'answered-differently')

    def test_altered(self):
        self.stored[0] = said(1, 'ann', 'a1', 'other words')
        self.expect('altered')

    def test_altered_for_one(self):
        self.bob[2] = said(1, 'ann', 'a1', 'other words')
        self.expect('altered')

    def test_invented(self):
        self.append(said(5, 'bob', 'b1'))
        self.expect('invented')

    def test_gap_stored(self):
        del self.stored[1]
        self.assertIn('gap-stored', self.judge().kinds())

    def test_gap_live(self):
        self.append(said(5, 'ann', 'a5'), live=False)
        self.append(said(6, 'ann', 'a6'))
        self.ann += history('h', 4, self.stored[4:])
        self.bob += history('h3', 4, self.stored[4:])
        self.expect('gap-live')

    def test_gap_resume(self):
        """A page is skipped."""
        self.bob[6:] = history('h1', 1, self.stored[2:])
        self.expect('gap-resume')

    def test_gap_resume_at_the_end(self):
        """The last page says it is, too early."""
        self.bob[6:] = history('h1', 1, self.stored[1:2])
        self.expect('gap-resume', 'missed')

    def come_back(self, *events):
        """bob has a1 and comes back when a3 was said."""
        self.bob[3:] = [*resume(1), entered(3), *events]

    def test_resume(self):
        self.come_back(page(2, 3, self.stored[1:3]), LIVE, self.stored[3])
        self.expect()
        self.assertEqual(self.judge().figures['resumed'], 1)
        self.come_back(page(2, 2, self.stored[1:2]), page(3, 3, self.stored[2:3]), LIVE, self.stored[3])
        self.expect()

    def test_resume_in_part(self):
        """What was too much is asked for."""
        self.come_back(page(2, 2, self.stored[1:2], more=True), LIVE, *history('h1', 2, self.stored[2:3]), self.stored[3])
        self.expect()

    def test_resume_skips_a_page(self):
        self.come_back(page(3, 3, self.stored[2:3]), LIVE, self.stored[3])
        self.expect('gap-resume')

    def test_resume_skips_a_message(self):
        self.come_back(page(2, 3, self.stored[2:3]), LIVE, self.stored[3])
        self.expect('gap-resume')

    def test_resume_without_pages(self):
        self.come_back(LIVE, self.stored[3])
        self.expect('gap-resume', 'missed')

    def test_resume_ends_early(self):
        self.come_back(page(2, 3, self.stored[1:2]), LIVE, self.stored[3])
        self.expect('gap-resume', 'missed')

    def test_resume_shows_twice(self):
        self.come_back(page(2, 3, self.stored[1:3]), LIVE, self.stored[2], self.stored[3])
        self.expect('shown-twice')

    def test_resume_leaves_out_what_happens(self):
        self.append(said(5, 'ann', 'a5'), live=False)
        self.ann.append(self.stored[4])
        self.come_back(page(2, 3, self.stored[1:3]), LIVE, self.stored[4])
        self.expect('gap-live', 'missed')

    def test_told_early(self):
        self.come_back(self.stored[3], page(2, 3, self.stored[1:3]), LIVE)
        self.expect('told-early')

    def test_direct(self):
        """Both look at one conversation, each from its own side."""
        told = {**said(1, 'ann', 'a9'), 'room': '@bob'}
        self.ann += [{'ev': 'hello'}, {**say('a9'), 'room': '@bob'}, told, {**ok('a9', 1), 'room': '@bob'}]
        self.bob += [{'ev': 'hello'}, {'ev': 'directs', 'directs': []}, {**told, 'room': '@ann'}]
        rooms = {'r': self.stored, '@ann+bob': [told]}
        verdict = checker.check({'ann': copy.deepcopy(self.ann), 'bob': copy.deepcopy(self.bob)}, rooms)
        self.assertEqual(verdict.kinds(), set(), list(verdict.lines()))
        verdict = checker.check({'ann': copy.deepcopy(self.ann), 'bob': copy.deepcopy(self.bob[:-1])}, rooms)
        self.assertEqual(verdict.kinds(), {'missed'})

    def edit(self):
        """ann puts a1 in other words, and bob hears of it."""
        self.ann += [{'do': 'edit', 'room': 'r', 'id': 'e1', 'target': 1, 'text': 'words'}, edited(5, 'ann', 'e1', 1, 'words'), ok('e1', 5)]
        self.bob.append(edited(5, 'ann', 'e1', 1, 'words'))
        self.stored[0] = said(1, 'ann', 'a1', 'words')
        self.stored.append({**edited(5, 'ann', 'e1', 1, 'words'), 'kind': 'edit'})

    def test_edited(self):
        self.edit()
        self.expect()

    def test_edit_lost(self):
        self.edit()
        self.stored[0] = said(1, 'ann', 'a1')
        self.expect('altered')

    def test_edited_by_nobody(self):
        self.edit()
        self.bob[-1] = edited(5, 'ann', 'e1', 1, 'no words')
        self.expect('altered')

    def test_shown_twice(self):
        self.bob.append(self.stored[3])
        self.expect('shown-twice')

    def test_shown_twice_after_a_break(self):
        self.bob += [CONNECTED, entered(4), self.stored[3]]
        self.expect('shown-twice')

    def test_missed(self):
        self.append(said(5, 'ann', 'a5'), live=False)
        self.expect('missed')

    def test_outside(self):
        self.bob += [CONNECTED, self.stored[0]]
        self.expect('shown-twice')

    def test_a_client_that_skips(self):
        """The checker does not take a fleet that forgets to ask for proof of anything."""
        self.bob += history('h3', 9, [])
        self.assertRaises(ValueError, self.judge)

    def test_every_kind_has_its_test(self):
        text = pathlib.Path(__file__).read_text(encoding='utf-8')
        for kind in checker.KINDS:
            self.assertIn(f"'{kind}'", text)


if __name__ == '__main__':
    unittest.main()
