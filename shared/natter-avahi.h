/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The way to Avahi, which announces and finds services on the local network: PROTOCOL.md §11. Over the system's bus and never waited for: the bus, or
 * Avahi, may be absent, come later, end and start again. Nothing here is needed to build, and nobody is told of trouble: without Avahi there is
 * nothing to find. Callbacks come in the thread-default main context of whoever called _new(). */

#define NATTER_AVAHI_SERVICE "_natter._tcp"
#define NATTER_AVAHI_KEY     16 /* characters of the key's text that are announced */

#define NATTER_AVAHI_UNSPECIFIED (-1) /* any interface, either protocol */
#define NATTER_AVAHI_INET        0
#define NATTER_AVAHI_INET6       1

#define NATTER_AVAHI_SERVER      "org.freedesktop.Avahi.Server"
#define NATTER_AVAHI_SERVER2     "org.freedesktop.Avahi.Server2"
#define NATTER_AVAHI_ENTRY_GROUP "org.freedesktop.Avahi.EntryGroup"
#define NATTER_AVAHI_BROWSER     "org.freedesktop.Avahi.ServiceBrowser"
#define NATTER_AVAHI_RESOLVER    "org.freedesktop.Avahi.ServiceResolver"

typedef struct _NatterAvahi NatterAvahi;

/* Avahi is there from now on, @present, or is not: then all that was asked for or subscribed is over. */
typedef void (*NatterAvahiChanged) (gpointer user_data, gboolean present);

/* natter_avahi_new: @changed comes later, once Avahi was found. @user_data: outlives it. (transfer full) */
NatterAvahi *natter_avahi_new (NatterAvahiChanged changed, gpointer user_data);
/* natter_avahi_free: without calling anybody. Avahi forgets, by the end of the connection, what was asked of it. @self: (nullable). */
void natter_avahi_free (NatterAvahi *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterAvahi, natter_avahi_free)

/* The answer: @result is NULL with an @error, of G_DBUS_ERROR or G_IO_ERROR. Never called once Avahi is gone or natter_avahi_free() was called. */
typedef void (*NatterAvahiAnswer) (gpointer user_data, GVariant *result, const GError *error);

typedef struct
{
  const char *path;
  const char *method;       /* with its interface */
  GVariant *parameters;     /* (nullable) floating */
  NatterAvahiAnswer answer; /* (nullable) */
  gpointer user_data;
  GDestroyNotify destroy; /* (nullable) of @user_data, in any case */
} NatterAvahiCall;

/* natter_avahi_call: only while Avahi is there. Carried out in the order of the calls. */
void natter_avahi_call (NatterAvahi *self, const NatterAvahiCall *call);

/* natter_avahi_subscribe: all signals of @interface at @path (nullable: any), from Avahi itself; until it is gone. */
void natter_avahi_subscribe (NatterAvahi *self, const char *path, const char *interface, GDBusSignalCallback heard, gpointer user_data);

G_END_DECLS
