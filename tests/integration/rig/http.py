# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP door, byte by byte: nothing between the test and the socket that could be politer than a stranger."""

import json
import re
import select
import socket

from .clock import Failure, Stopwatch


class Answer:
    """What came back: `status` is None where the connection was closed without a word."""

    def __init__(self, raw):
        self.raw = raw
        head, _, self.body = raw.partition(b'\r\n\r\n')
        lines = head.decode('latin-1').split('\r\n')
        match = re.match(r'HTTP/1\.[01] (\d{3}) ', lines[0] + ' ')
        if raw and match is None:
            raise Failure(f'that is no answer: {raw[:200]!r}')
        self.status = int(match[1]) if match else None
        self.fields = [tuple(part.strip() for part in line.partition(':')[::2]) for line in lines[1:]]

    def __getitem__(self, name):
        """A field of the head; None where it is not there, a failure where it is there twice."""
        found = [value for key, value in self.fields if key.lower() == name.lower()]
        if len(found) > 1:
            raise Failure(f'{name} is there {len(found)} times')
        return found[0] if found else None

    def json(self):
        return json.loads(self.body)


class Caller:
    """One connection."""

    def __init__(self, port, receive=None, connect=True):
        self.socket = socket.socket()
        if receive is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        self.socket.settimeout(Stopwatch().left())
        if connect:
            self.socket.connect(('127.0.0.1', port))

    def send(self, data):
        """FALSE: the other end is not interested any more."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    def is_readable(self, seconds=0):
        return bool(select.select([self.socket], [], [], seconds)[0])

    def read_to_end(self):
        """An Answer; the server has to close."""
        raw = bytearray()
        try:
            while chunk := self.socket.recv(65536):
                raw += chunk
        except ConnectionResetError:
            pass
        except TimeoutError:
            raise Failure(f'neither answered nor closed in time: {bytes(raw[:200])!r}') from None
        return Answer(bytes(raw))

    def expect_banned(self):
        """§13.6"""
        answer = self.read_to_end()
        if answer.status != 403 or answer.json()['code'] != 'banned':
            raise Failure(f'that is not kept out: {answer.raw!r}')

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.close()


def request(port, method, path, body=None, **fields):
    """A polite question: its Answer. fields: content_type='…' is Content-Type."""
    lines = [f'{method} {path} HTTP/1.1', 'Host: localhost']
    lines += [f'{name.replace("_", "-")}: {value}' for name, value in fields.items()]
    if body is not None:
        lines.append(f'Content-Length: {len(body)}')
    with Caller(port) as caller:
        caller.send('\r\n'.join(lines).encode() + b'\r\n\r\n' + (body or b''))
        return caller.read_to_end()


def get(port, path, **fields):
    return request(port, 'GET', path, **fields)


def post(port, path, body, **fields):
    return request(port, 'POST', path, body, **fields)
