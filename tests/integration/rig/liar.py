#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Announces, by the Avahi of its machine, what it is told to: a JSON list of {name, port, host, texts: [hex…]}; then "told", and stays.
Debian's python3, since another one earlier in PATH has no gi."""

import json
import os
import sys

from gi.repository import Gio, GLib

GROUP = 'org.freedesktop.Avahi.EntryGroup'
PER_GROUP = 16


def main(services):
    flags = Gio.DBusConnectionFlags
    bus = Gio.DBusConnection.new_for_address_sync(os.environ['DBUS_SYSTEM_BUS_ADDRESS'],
                                                  flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)

    def call(path, interface, method, parameters=None):
        return bus.call_sync('org.freedesktop.Avahi', path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, 20000, None)

    for start in range(0, len(services), PER_GROUP):
        path, = call('/', 'org.freedesktop.Avahi.Server', 'EntryGroupNew').unpack()
        for service in services[start:start + PER_GROUP]:
            texts = [list(bytes.fromhex(text)) for text in service.get('texts', [])]
            parameters = GLib.Variant('(iiussssqaay)', (-1, 0, 0, service['name'], '_natter._tcp', '', service.get('host', ''), service['port'], texts))
            try:
                call(path, GROUP, 'AddService', parameters)
            except GLib.Error as error:
                raise SystemExit(f'{service}: {error.message}') from None
        call(path, GROUP, 'Commit')
    print('told', flush=True)
    GLib.MainLoop().run()


if __name__ == '__main__':
    main(json.loads(sys.argv[1]))
