#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §14.3: what is posted is said by the bot, once, and answered when it is recorded; what is not, is refused with a reason."""

import json
import os
import subprocess
import tempfile
import threading

from rig import Bystanders, Caller, Program, Server, demand, need_program, post, request, run, test

HTTP = 'http.listen=0'
PASSWORD = 'correct horse'


def login_owner(server):
    """The first who registers on this machine owns the server."""
    owner = Program(server.port, 'olga')
    owner.login()
    owner.do('register', password=PASSWORD, id='r')
    while owner.event().get('re') != 'r':
        pass
    return owner


def make_bot(owner, name, rooms, role='say'):
    owner.do('bot', word='add', name=name, role=role, text=rooms, id='b')
    while (event := owner.event()).get('re') != 'b':
        pass
    demand(event['ev'] == 'bot', f'{event}')
    return event['token']


def hear(program):
    return program.until('said')[-1]


def bearer(token):
    return {'Authorization': f'Bearer {token}'}


@test
def said():
    """text, forms, JSON and hooks of other chats are said as they are, by the bot, and answered with room and sequence"""
    with Server(HTTP) as server, Bystanders(server) as others:
        owner = login_owner(server)
        token = make_bot(owner, 'ci', '#lobby')
        form = {'Content_Type': 'application/x-www-form-urlencoded'}
        for n, (path, body, fields, text) in enumerate((
                ('/rooms/lobby', b'plain', bearer(token), 'plain'),
                ('/rooms/%23lobby', 'Bäume 🌲'.encode(), bearer(token), 'Bäume 🌲'),
                ('/rooms/LOBBY', b'a=b&c+d', {**bearer(token), **form}, 'a=b&c+d'),
                (f'/hook/{token}', b'first\r\nsecond\n', {}, 'first\nsecond'),
                (f'/hook/{token}/lobby', b'{"text":"from JSON"}', {'Content_Type': 'application/json'}, 'from JSON'),
                (f'/hook/{token}', b'{"username":"x","text":"slack","attachments":[{"a":[1]}]}', {'Content_Type': 'application/json'}, 'slack'),
                (f'/hook/{token}', b'payload=%7B%22text%22%3A%22older+slack%22%7D', form, 'older slack')), 1):
            answer = post(server.http_port, path, body, **fields)
            demand(answer.status == 200 and answer['Content-Type'] == 'application/json', f'{path}: {answer.raw!r}')
            demand(answer.json() == {'seq': n, 'room': 'lobby'}, f'{path}: {answer.body!r}')
            event = hear(owner)
            demand((event['text'], event['from'], event['seq'], event.get('bot')) == (text, 'ci', n, True), f'{event}')
        others.talk()
        demand(b'natter_http_hook_messages_total 7' in request(server.http_port, 'GET', '/metrics').body, 'not counted')


@test
def refused():
    """what may not be said is refused with its code and a fitting status, and nobody hears of it"""
    with Server(HTTP) as server:
        owner = login_owner(server)
        token = make_bot(owner, 'ci', '#lobby')
        mute = make_bot(owner, 'reader', '#lobby', role='read')
        wide = make_bot(owner, 'wide', '#lobby #builds')
        as_json = {'Content_Type': 'application/json'}
        for path, body, fields, status, code in (
                ('/rooms/lobby', b'x', {}, 401, 'wrong-password'),
                ('/rooms/lobby', b'x', bearer('A' * 32), 401, 'wrong-password'),
                ('/rooms/lobby', b'x', bearer(token[:-1]), 401, 'wrong-password'),
                ('/rooms/lobby', b'x', bearer(''), 401, 'wrong-password'),
                (f'/hook/{"B" * 32}', b'x', {}, 401, 'wrong-password'),
                ('/rooms/garden', b'x', bearer(token), 403, 'not-allowed'),
                ('/rooms/nowhere', b'x', bearer(token), 403, 'not-allowed'),
                ('/rooms/lobby', b'x', bearer(mute), 403, 'not-allowed'),
                (f'/hook/{wide}', b'x', {}, None, None),
                ('/rooms/@olga', b'x', bearer(token), 404, 'no-such-room'),
                ('/rooms/', b'x', bearer(token), 404, 'no-such-room'),
                (f'/hook/{token}', b'', {}, 400, 'text-empty'),
                (f'/hook/{token}', b' \n\t', {}, 400, 'text-empty'),
                (f'/hook/{token}', b'a\xffb', {}, 400, 'not-utf8'),
                (f'/hook/{token}', b'a\0b', {}, 400, 'control-characters'),
                (f'/hook/{token}', b'a\x1b[31m', {}, 400, 'control-characters'),
                (f'/hook/{token}', b'{"text":"\\u001b[31m"}', as_json, 400, 'control-characters'),
                (f'/hook/{token}', b'{"txt":"x"}', as_json, 400, 'bad-field'),
                (f'/hook/{token}', b'text', as_json, 400, 'bad-json'),
                (f'/hook/{token}', b'x' * 8193, {}, 413, 'text-too-long'),
                (f'/hook/{token}', b'x' * 20000, {}, 413, 'text-too-long'),
                (f'/hook/{token}', b'x\n' * 501, {}, 413, 'text-too-long'),
                (f'/hook/{token}', b'x', {'Idempotency_Key': 'y' * 65}, 400, 'bad-field')):
            answer = post(server.http_port, path, body, **fields)
            demand(status is None and 400 <= answer.status < 500 or answer.status == status, f'{path} {body[:20]}: {answer.raw!r}')
            demand(code is None or answer.json()['code'] == code, f'{path} {body[:20]}: {answer.body!r}')
            demand(answer.json()['text'], 'no sentence')
            demand((answer['WWW-Authenticate'] is not None) == (status == 401), f'{answer.raw!r}')
        owner.fence()
        owner.expect_nothing_kept()
        owner.do('bot', word='revoke', name='ci', id='v')
        while owner.event().get('re') != 'v':
            pass
        demand(post(server.http_port, f'/hook/{token}', b'x').status == 401, 'a bot that is no more may speak')


@test
def broken_off():
    """§14.4: chunks that break off at any byte, or are none, are not said, and whoever still listens is told"""
    with Server(HTTP, 'http.patience=1s') as server:
        owner = login_owner(server)
        token = make_bot(owner, 'ci', '#lobby')
        head = f'POST /hook/{token} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n'.encode()
        body = b'5\r\nhello\r\n6\r\n world\r\n0\r\n'
        for said in (*(body[:n] for n in range(len(body))), b'5\r\nhelloXX0\r\n\r\n', b'5\r\nhello\r\nzz\r\n\r\n', b'5\r\nhello\r\n-1\r\n\r\n'):
            with Caller(server.http_port) as caller:
                caller.send(head + said)
                caller.socket.shutdown(1)
                answer = caller.read_to_end()
            demand(answer.status in (None, 400), f'{said}: {answer.raw!r}')
            owner.fence()
            owner.expect_nothing_kept()
        with Caller(server.http_port) as late:
            late.send(head + b'5\r\nhello\r\n')
            demand(late.read_to_end().status is None, 'it was answered')
        owner.fence()
        owner.expect_nothing_kept()
        with Caller(server.http_port) as caller:
            caller.send(head + body + b'\r\n')
            demand(caller.read_to_end().json() == {'seq': 1, 'room': 'lobby'}, 'a whole one is not said')
        demand(hear(owner)['text'] == 'hello world', 'it was torn')


@test
def once():
    """§3.7: with the same Idempotency-Key a retry is said once, also when both come together, and also after a new start"""
    with tempfile.TemporaryDirectory(prefix='natter-test-') as state:
        with Server(HTTP, state=state) as server:
            owner = login_owner(server)
            token = make_bot(owner, 'ci', '#lobby')
            answers = []

            def retry():
                answers.append(post(server.http_port, f'/hook/{token}', b'done', Idempotency_Key='build 7'))

            threads = [threading.Thread(target=retry) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            demand(all(a.status == 200 and a.json()['seq'] == 1 for a in answers), f'{[a.raw for a in answers]}')
            demand(sum('repeated' not in a.json() for a in answers) == 1, f'{[a.body for a in answers]}')
            hear(owner)
            owner.fence()
            owner.expect_nothing_kept()
        with Server(HTTP, state=state) as server:
            answer = post(server.http_port, f'/hook/{token}', b'done', Idempotency_Key='build 7')
            demand(answer.json() == {'seq': 1, 'room': 'lobby', 'repeated': True}, f'{answer.raw!r}')


@test
def store_in_trouble():
    """§7.1: not 200 before it is durable; 503 with a time to come again where it cannot be recorded; then it works again, once"""
    with Server(HTTP, 'http.patience=1s', faulty=True) as server:
        owner = login_owner(server)
        token = make_bot(owner, 'ci', '#lobby')
        server.order('fails')
        answer = post(server.http_port, f'/hook/{token}', b'one', Idempotency_Key='k')
        demand((answer.status, answer.json()['code']) == (503, 'storage-unavailable') and int(answer['Retry-After']) > 0, f'{answer.raw!r}')
        owner.fence()
        owner.expect_nothing_kept()
        server.order('waits')
        answer = post(server.http_port, f'/hook/{token}', b'one', Idempotency_Key='k')
        demand((answer.status, answer.json()['code']) == (503, 'storage-unavailable'), f'{answer.raw!r}')
        server.order('answers')
        answer = post(server.http_port, f'/hook/{token}', b'one', Idempotency_Key='k')
        demand(answer.status == 200 and answer.json()['seq'] == 1, f'{answer.raw!r}')
        demand(hear(owner)['text'] == 'one', 'not said')
        owner.fence()
        owner.expect_nothing_kept()


@test
def rates():
    """§14.4: of one token a burst and then 429 with a time that is enough; another token is not slowed down"""
    with Server(HTTP, 'limits.rate=0.5', 'limits.burst=5') as server:
        owner = login_owner(server)
        token, other = make_bot(owner, 'ci', '#lobby'), make_bot(owner, 'other', '#lobby')
        statuses = []
        for n in range(12):
            answer = post(server.http_port, f'/hook/{token}', f'{n}'.encode())
            statuses.append(answer.status)
        demand(statuses[:5] == [200] * 5 and 429 in statuses[5:], f'{statuses}')
        demand(1 <= int(answer['Retry-After']) <= 2 and answer.json()['wait'] == int(answer['Retry-After']), f'{answer.raw!r}')
        demand(post(server.http_port, f'/hook/{other}', b'x').status == 200, 'another token waits, too')


@test
def with_curl():
    """as it stands in the README: curl -d, a pipe, and a file with the token in it"""
    curl = need_program('curl', 'curl')
    with Server(HTTP) as server, tempfile.TemporaryDirectory() as folder:
        owner = login_owner(server)
        token = make_bot(owner, 'ci', '#lobby')
        head = os.path.join(folder, 'head')
        with open(head, 'w', encoding='utf-8') as file:
            file.write(f'Authorization: Bearer {token}\n')
        base = f'http://127.0.0.1:{server.http_port}'
        for arguments, stdin, text in (
                (['-d', 'built in 5 min', f'{base}/hook/{token}'], None, 'built in 5 min'),
                (['-H', '@' + head, '--data-binary', '@-', f'{base}/rooms/lobby'], 'two\nlines\n', 'two\nlines'),
                (['-H', '@' + head, '-T', '-', '-X', 'POST', f'{base}/rooms/lobby'], 'in chunks', 'in chunks'),
                (['-H', 'Content-Type: application/json', '-d', json.dumps({'text': 'json'}), f'{base}/hook/{token}'], None, 'json')):
            done = subprocess.run([curl, '--silent', '--show-error', '--fail', '--noproxy', '*', *arguments], input=stdin, capture_output=True, text=True,
                                  timeout=60, check=False)
            demand(done.returncode == 0 and json.loads(done.stdout)['room'] == 'lobby', f'{done}')
            demand(hear(owner)['text'] == text, 'something else was said')


@test
def many_at_once():
    """200 posts from 20 senders together: each is said once, in one order, and people who talk go on"""
    with Server(HTTP) as server, Bystanders(server) as others:
        owner = login_owner(server)
        token = make_bot(owner, 'ci', '#lobby')
        seqs = []

        def send(n):
            for i in range(10):
                seqs.append(post(server.http_port, f'/hook/{token}', f'{n} {i}'.encode()).json()['seq'])

        threads = [threading.Thread(target=send, args=(n,)) for n in range(20)]
        for thread in threads:
            thread.start()
        others.talk(20)
        for thread in threads:
            thread.join()
        demand(sorted(seqs) == list(range(1, 201)), f'{sorted(seqs)}')
        heard = [hear(owner)['seq'] for _ in range(200)]
        demand(heard == list(range(1, 201)), f'{heard}')
        demand(server.descriptors() < 60, 'descriptors are left open')


if __name__ == '__main__':
    run()
