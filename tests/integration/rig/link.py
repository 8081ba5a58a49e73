# SPDX-License-Identifier: GPL-3.0-or-later
"""A way to a server that can be cut at any byte, and that stays where it is when the server is another one."""

import contextlib
import random
import select
import socket
import threading


class Link:
    """Listens on a free port of `address` and passes everything on to `target` (a port). Each way at its own random pace."""

    def __init__(self, target, seed=0, record=False, address='127.0.0.1'):
        self.target = target
        self.up = True
        self.cuts = 0
        self._budget = None     # bytes until the next cut, in either direction; None: none is planned
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._seen = bytearray() if record else None
        self._pairs = set()
        self._listener = socket.create_server((address, 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(('127.0.0.1', self.target)) if self.up else None
            except OSError:
                server = None
            if server is None:
                client.close()
                continue
            for end in client, server:
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._pairs.add((client, server))
            threading.Thread(target=self._pass_on, args=(client, server), daemon=True).start()

    def _pass_on(self, client, server):
        other = {client: server, server: client}
        with contextlib.suppress(OSError, ValueError):
            while True:
                for end in select.select([client, server], [], [])[0]:
                    data = end.recv(self._random.randint(1, 2000))
                    if not data:
                        return self._end(client, server)
                    with self._lock:
                        if self._seen is not None:
                            self._seen += data
                        left = self._budget
                        if left is not None:
                            self._budget = max(0, left - len(data))
                    if left is not None and left <= len(data):
                        other[end].sendall(data[:left])
                        self.cut()
                        return None
                    other[end].sendall(data)
        return self._end(client, server)

    def _end(self, client, server):
        with self._lock:
            self._pairs.discard((client, server))
        for end in client, server:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def seen(self):
        """All that went by, either way, if it is recorded."""
        with self._lock:
            return bytes(self._seen)

    def cut_after(self, n):
        """After n more bytes, whichever way they go."""
        with self._lock:
            self._budget = n

    def cut(self):
        """Now, everything."""
        with self._lock:
            pairs, self._pairs, self._budget = self._pairs, set(), None
        self.cuts += 1
        for client, server in pairs:
            for end in client, server:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._listener.close()
        self.cut()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
