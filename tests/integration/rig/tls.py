# SPDX-License-Identifier: GPL-3.0-or-later
"""Peers that come over TLS: PROTOCOL.md §10."""

import hashlib
import ssl
import subprocess

from .clock import Failure, Stopwatch
from .peer import Peer, Program, Text


def make_context(version=None):
    """A client's that takes any certificate: the tests look at the key themselves. `version`: no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if version is not None:
        context.minimum_version = context.maximum_version = version
    return context


class Wrapped:
    """An SSLSocket that behaves like a plain one that does not block."""

    def __init__(self, secret):
        self.secret = secret
        self.truncated = False      # it ended, and nobody said so within TLS
        self.over = False

    def __getattr__(self, name):
        return getattr(self.secret, name)

    def send(self, data):
        try:
            return self.secret.send(data)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            raise BlockingIOError from None

    def recv(self, size):
        """All there is: what the library has decrypted nobody can poll for."""
        data = bytearray()
        while not self.over:
            try:
                more = self.secret.recv(size)
            except ssl.SSLWantReadError:
                break
            except ssl.SSLEOFError:
                self.truncated = True
                more = b''
            self.over = not more
            data += more
        if not data and not self.over:
            raise BlockingIOError
        return bytes(data)

    def say_end(self):
        """close_notify, and nothing else: still listening."""
        self.secret.setblocking(True)
        self.secret.settimeout(Stopwatch().left())
        try:
            self.secret.unwrap()
        except ssl.SSLError:
            pass
        self.secret.setblocking(False)


def encrypt(kind, port, name='peer', source='127.0.0.1', context=None, session=None, receive_buffer=None):
    """A Text or a Program over TLS, connected from `source`."""
    peer = kind(port, name, receive_buffer=receive_buffer, connect=False)
    plain = peer.socket
    plain.settimeout(Stopwatch().left())
    plain.bind((source, 0))
    plain.connect(('127.0.0.1', port))
    peer.socket = Wrapped((context or make_context()).wrap_socket(plain, session=session, suppress_ragged_eofs=False))
    peer.socket.setblocking(False)
    if kind is Program:
        Peer.send(peer, b'{')
        peer.brace_sent = True
    return peer


def get_key(peer):
    """SHA-256 of the SubjectPublicKeyInfo that the server showed: §10.5."""
    certificate = peer.socket.getpeercert(binary_form=True)
    pem = run(['openssl', 'x509', '-inform', 'DER', '-pubkey', '-noout'], certificate)
    return hashlib.sha256(run(['openssl', 'pkey', '-pubin', '-outform', 'DER'], pem)).digest()


def make_certificate(folder, name='own', days=30):
    """The paths of a certificate and its key as an operator would make them."""
    certificate, key = f'{folder}/{name}.pem', f'{folder}/{name}-key.pem'
    run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', str(days),
         '-subj', f'/CN={name}.example'], b'')
    return certificate, key


def run(command, given):
    done = subprocess.run(command, input=given, capture_output=True, timeout=Stopwatch().left(), check=False)
    if done.returncode != 0:
        raise Failure(f'{command} failed: {done.stderr.decode()}')
    return done.stdout


__all__ = ['Program', 'Text', 'Wrapped', 'encrypt', 'get_key', 'make_certificate', 'make_context']
