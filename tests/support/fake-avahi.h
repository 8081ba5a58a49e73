/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An Avahi of the test's own, on a bus of its own, which is the system's bus of this process meanwhile. It does what NatterUiNearbyList asks. */
typedef struct
{
  GSubprocess *bus;
  char *bus_address;
  GDBusConnection *connection; /* (nullable) while there is none */
  guint owned;
  guint n_resolvers; /* that were asked for */
  guint n_freed;
  guint n_answers;     /* where a server is */
  gboolean browsing;   /* somebody wants to know who is there */
  GPtrArray *names;    /* by the resolver's number */
  const char *address; /* that is answered. A server called "mute…" gives no answer, "odd…" one that makes no sense */
  guint people;
  const char *key; /* (nullable) the beginning of the key that is announced */
} FakeAvahi;

/* fake_avahi_new: and started. NULL: there is no dbus-daemon. */
FakeAvahi *fake_avahi_new (void);
void fake_avahi_free (FakeAvahi *self);

void fake_avahi_start (FakeAvahi *self);
void fake_avahi_end (FakeAvahi *self);

/* fake_avahi_tell: "ItemNew" or "ItemRemove" of the server called @name. @protocol: 0, IPv4, or 1. */
void fake_avahi_tell (FakeAvahi *self, const char *signal, const char *name, gint32 interface, gint32 protocol);

/* fake_avahi_answer: once more where @name is, as after a change. */
void fake_avahi_answer (FakeAvahi *self, const char *name);

G_END_DECLS
