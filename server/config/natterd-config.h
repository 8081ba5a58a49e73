/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The server's configuration: a GKeyFile and --set, validated whole against one table of keys (group, key, kind, default,
 * lowest, highest, can it be off, reload or restart, help). Sizes: bytes with B, KiB, MiB; times: ms, s, min, h, d, y (a bare number is seconds);
 * rates: tokens a second; flags: yes/no/true/false/on/off. "0" and "off" lift a limit where the table says so.
 * limits.rate lifted lifts limits.address-rate too; a burst lifted lifts its rate. */

typedef struct
{
  /* [server] */
  char *name;                 /* shown to people; default "Natter" */
  char *motd;                 /* (nullable) \n for line breaks */
  char *address;              /* (nullable) HOST[:PORT] by which people reach it */
  GStrv listen;               /* ADDR:PORT, [v6]:PORT; default 127.0.0.1:5005 and [::1]:5005 */
  gboolean listen_is_default; /* nobody asked for these addresses: a machine without IPv6 does with one of them */
  /* [limits]: bytes, microseconds, tokens; 0 is no limit: PROTOCOL.md §9 */
  gsize line, message, topic, queue_soft, queue_hard;
  guint name_length, room_length;
  guint rooms, rooms_per_session, ignored, history, waiting;
  gint64 login_timeout, rooms_deserted, sniff_timeout, idle_ping, idle_grace, queue_soft_time;
  double rate, burst, address_rate, address_burst;
  guint connections, connections_per_address;
  gboolean loopback_exempt; /* from the limits per address; default yes */
  guint crowd;              /* rooms with more people hear of comings and goings together; default 100 */
  gint64 crowd_pause;       /* at most once in this time; default 1 s */
  gint64 grace;             /* for which a session outlives its connection; 0: it does not; default 60 s */
  guint held, resume;       /* sessions without a connection, 1000; messages of a room told to who comes back, 5000 */
  /* [accounts] */
  gboolean guests;          /* default yes */
  gboolean plain_passwords; /* default no */
  gint64 stay;              /* µs for which a device is let in again without a password; 0: for ever; default 30 d */
  char *owner;              /* (nullable) */
  char *reserved;           /* (nullable) names, between spaces */
  /* [network] */
  gboolean announce; /* default no */
  guint backlog;     /* default 1024 */
  gsize send_buffer; /* SO_SNDBUF, default 64 KiB; 0: the system's */
  /* [tls]: PROTOCOL.md §10 */
  gboolean tls;          /* default yes */
  gboolean tls_required; /* of whoever is not on this machine; default no */
  char *tls_certificate; /* (nullable) files; NULL: tls-cert.pem and tls-key.pem in the state folder */
  char *tls_key;         /* (nullable) */
  char *tls_priority;    /* (nullable) as GnuTLS has it */
  gint64 handshake_timeout;
  guint handshakes, handshakes_per_address; /* unfinished ones */
  /* [control] */
  char *control_socket; /* (nullable) NULL: control.sock in the state folder, none with --ephemeral */
  char *control_group;  /* (nullable) whose members may use it, too */
  /* [store] */
  guint memory_messages; /* kept per room without a database; default 1000 */
  gsize memory;          /* bytes of them in all; default 64 MiB */
  char *store_path;      /* (nullable) the database; NULL: natter.db in the state folder */
  char *durability;      /* full normal none; default "full" */
  gint64 keep;           /* µs; default 0: for ever */
  /* [http] */
  GStrv http_listen;      /* as listen; a port alone is on this machine; default: nowhere */
  guint http_connections; /* default 64 */
  gint64 http_patience;   /* µs; default 10 s */
  char *http_metrics_token; /* (nullable): what has to be shown to get /metrics */
  /* [log] */
  char *level; /* error warning message info debug; default "message" */
  guint log_burst; /* entries of a kind in 10 s; 0: all; default 20 */
} NatterdConfig;

/* natterd_config_load: defaults, then @path (nullable), then @settings ("GROUP.KEY=VALUE", nullable, NULL-terminated).
 * Returns: (transfer full): NULL with NATTERD_CONFIG_ERROR; the sentence names file (or --set), group, key and what is allowed,
 * and for an unknown key the nearest known one. */
NatterdConfig *natterd_config_load (const char *path, const char *const *settings, GError **error);
void natterd_config_free (NatterdConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdConfig, natterd_config_free)

/* natterd_config_set_listen: listens on @addresses (NULL-terminated, not empty) in the place of what it had.
 * FALSE with NATTERD_CONFIG_ERROR_BAD_VALUE, a sentence about --listen, and nothing changed. */
gboolean natterd_config_set_listen (NatterdConfig *self, const char *const *addresses, GError **error);

/* natterd_config_find_public: the first of @addresses (NULL-terminated, "ADDR:PORT") where other machines may come in. (transfer none) (nullable) */
const char *natterd_config_find_public (const char *const *addresses);

/* natterd_config_dup_restart_keys: the keys ("GROUP.KEY") in which @a and @b differ and which a running server cannot change.
 * Returns: (transfer full): empty if there are none. */
GStrv natterd_config_dup_restart_keys (const NatterdConfig *a, const NatterdConfig *b);

/* natterd_config_describe: the table as a commented sample file, for --print-config and data/natterd.conf. (transfer full) */
char *natterd_config_describe (void);

#define NATTERD_CONFIG_ERROR (natterd_config_error_quark ())
GQuark natterd_config_error_quark (void);

typedef enum
{
  NATTERD_CONFIG_ERROR_UNREADABLE,
  NATTERD_CONFIG_ERROR_SYNTAX,
  NATTERD_CONFIG_ERROR_UNKNOWN_GROUP,
  NATTERD_CONFIG_ERROR_UNKNOWN_KEY,
  NATTERD_CONFIG_ERROR_BAD_VALUE,
  NATTERD_CONFIG_ERROR_CONFLICT /* two keys that do not go together, as queue-soft above queue-hard */
} NatterdConfigError;

G_END_DECLS
