#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PROTOCOL.md §14.1, §14.2: what the HTTP door tells about the server is right, and is told as the specifications have it."""

from rig import Program, Server, demand, get, request, run, test
from rig.openmetrics import parse

HTTP = 'http.listen=0'
OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8'
PROMETHEUS = 'text/plain; version=0.0.4; charset=utf-8'


def figures(server, **fields):
    answer = get(server.http_port, '/metrics', **fields)
    demand(answer.status == 200, f'{answer.raw[:200]!r}')
    return parse(answer.body.decode(), answer['Content-Type'] == OPENMETRICS)


@test
def formats():
    """§14.2: OpenMetrics, unless only the older format is asked for; both hold what their specifications demand"""
    with Server(HTTP) as server:
        for accept, wanted in ((None, OPENMETRICS), ('*/*', OPENMETRICS), ('text/plain', PROMETHEUS),
                               ('application/openmetrics-text;version=1.0.0,text/plain;q=0.5', OPENMETRICS),
                               ('text/plain;version=0.0.4;q=1,*/*;q=0.1', PROMETHEUS)):
            answer = get(server.http_port, '/metrics', **({'Accept': accept} if accept else {}))
            demand(answer['Content-Type'] == wanted, f'{accept} got {answer["Content-Type"]}')
            parse(answer.body.decode(), wanted == OPENMETRICS)
            demand(int(answer['Content-Length']) == len(answer.body), 'the length is wrong')
        head = request(server.http_port, 'HEAD', '/metrics')
        demand(head.status == 200 and not head.body and head['Content-Type'] == OPENMETRICS, f'{head.raw!r}')
        demand(head['Server'] is None, 'it says what it is made of')


@test
def figures_move():
    """§14.2: people, rooms, messages, errors, commits: each figure moves with what it counts"""
    with Server(HTTP) as server:
        before = figures(server)
        alice, bob = Program(server.port, 'alice'), Program(server.port, 'bob')
        alice.login()
        bob.login()
        alice.do('join', room='garden')
        alice.expect('joined')
        alice.expect('entered', room='garden')
        for n in range(5):
            alice.do('say', room='garden', text=f'{n}', id=f'{n}')
            alice.expect('said')
            alice.expect('ok')
        alice.do('say', room='garden', text='0', id='0')
        alice.expect('ok', repeated=True)
        alice.do('nonsense', id='x')
        alice.expect('error')
        after = figures(server)
        demand(after['natter_people'].value() == 2, 'not two people')
        demand(after['natter_rooms'].value() == 2, 'not two rooms')
        demand(after['natter_sessions'].value() == 2, 'not two sessions')
        demand(after['natter_connections'].value(dialect='json') == 2, 'not two programs')
        demand(after['natter_logins'].value() == 2, 'not two logins')
        demand(after['natter_messages'].value(kind='say') == 5, 'not five messages')
        demand(after['natter_repeated_messages'].value() == 1, 'not one repeat')
        demand(after['natter_errors'].value(code='unknown-command') == 1, 'not one mistake')
        count = [value for suffix, _, value in after['natter_commit_duration_seconds'].samples if suffix == '_count'][0]
        demand(count >= 5, f'{count} commits')
        demand(after['natter_uptime_seconds'].value() > before['natter_uptime_seconds'].value(), 'time stands still')
        demand(after['natter_process_descriptors'].value() == before['natter_process_descriptors'].value() + 2, 'two more descriptors')
        demand(after['natter_process_resident_memory_bytes'].value() > 1e6, 'no memory')
        demand(abs(after['natter_process_descriptors'].value() - server.descriptors()) <= 2, 'other descriptors')
        demand(after['natter_http_requests'].value(status='2xx') == 1, 'the first request was not counted')
        demand(after['natter_http_connections'].value() == 1, 'this one is a connection')


@test
def with_a_token():
    """§14.2: with http.metrics-token the figures are for who shows it, as Prometheus does; /healthz stays open"""
    with Server(HTTP, 'http.metrics-token=s3cret') as server:
        for fields in {}, {'Authorization': 'Bearer s3cre'}, {'Authorization': 'Basic czNjcmV0'}, {'Authorization': 's3cret'}:
            answer = get(server.http_port, '/metrics', **fields)
            demand((answer.status, answer['WWW-Authenticate'], answer.json()['code']) == (401, 'Bearer realm="natter"', 'wrong-password'), f'{answer.raw!r}')
        demand(figures(server, Authorization='Bearer s3cret')['natter_people'].value() == 0, 'no figures')
        demand(get(server.http_port, '/healthz').status == 200, 'nobody knows whether it is well')


@test
def limits_are_told():
    """§14.2: limits stand beside what they limit, and a lifted one is +Inf"""
    with Server(HTTP, 'limits.queue-hard=512KiB', 'limits.connections=20', 'limits.held=off') as server:
        found = figures(server)
        demand(found['natter_queue_hard_limit_bytes'].value() == 512 * 1024, 'the hard limit')
        demand(found['natter_connections_limit'].value() == 20, 'the limit of connections')
        demand(found['natter_held_sessions_limit'].value() == float('inf'), 'no limit of those held')
        demand(found['natter_process_descriptors_limit'].value() > 100, 'the limit of descriptors')


@test
def health():
    """§14.1: 200 while all is well, 503 with a reason while messages are refused"""
    with Server(HTTP, faulty=True) as server:
        answer = get(server.http_port, '/healthz')
        demand((answer.status, answer.body) == (200, b'ok\n'), f'{answer.raw!r}')
        demand(answer['Content-Type'] == 'text/plain; charset=utf-8' and answer['Cache-Control'] == 'no-store', f'{answer.raw!r}')
        alice = Program(server.port, 'alice')
        alice.login()
        server.order('fails')
        alice.do('say', text='lost', id='1')
        alice.expect('error', code='storage-unavailable')
        answer = get(server.http_port, '/healthz')
        demand((answer.status, answer.body) == (503, b'the store fails: messages are refused\n'), f'{answer.raw!r}')
        demand(figures(server)['natter_store_failing'].value() == 1, 'the figure says otherwise')
        demand(figures(server)['natter_failed_commits'].value() == 1, 'not one failure')
        alice.do('say', text='kept', id='2')
        alice.expect('said')
        alice.expect('ok')
        demand(get(server.http_port, '/healthz').status == 200, 'it does not recover')
        server.order('waits')
        alice.do('say', text='waits', id='3')
        server.order('asked')
        waits = figures(server)['natter_commit_waiting_seconds'].value()
        demand(0 < waits < 20, f'waits for {waits} s')
        server.order('answers')


@test
def doors():
    """§14: what there is, and with which words; everything else is said so"""
    with Server(HTTP) as server:
        for method, path, status in (('GET', '/', 404), ('GET', '/metrics/', 404), ('GET', '/METRICS', 404), ('POST', '/healthz', 405),
                                     ('DELETE', '/metrics', 405), ('GET', '/rooms/lobby', 405), ('GET', '/hook/abc', 405),
                                     ('PUT', '/rooms/lobby', 405), ('GET', '/%6detrics', 200), ('OPTIONS', '*', 404)):
            answer = request(server.http_port, method, path)
            demand(answer.status == status, f'{method} {path}: {answer.status}')
            demand((answer['Allow'] is not None) == (status == 405), f'{method} {path}: {answer["Allow"]}')
            demand(answer['Connection'] == 'close', 'one question a connection')
        demand(get(server.http_port, '/metrics?x=1#y').status == 200, 'a question mark confuses it')


if __name__ == '__main__':
    run()
