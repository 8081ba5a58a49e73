/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natterd-config-private.h"

#define KIB    1024.0
#define MIB    (1024.0 * KIB)
#define MS     1000.0
#define SECOND (1000.0 * MS)
#define HOUR   (3600.0 * SECOND)
#define DAY    (24.0 * HOUR)
#define MANY   1000000.0 /* of anything that is counted */

#define FIELD(NAME) G_STRUCT_OFFSET (NatterdConfig, NAME)
#define LIMIT(KEY, KIND, NAME, PRESET, LOWEST, HIGHEST, HELP)                                      \
  {                                                                                                \
    "limits", KEY, NATTERD_CONFIG_##KIND, FIELD (NAME), PRESET, LOWEST, HIGHEST, TRUE, FALSE, HELP \
  }
#define FIXED(KEY, KIND, NAME, PRESET, LOWEST, HIGHEST, HELP)                                       \
  {                                                                                                 \
    "limits", KEY, NATTERD_CONFIG_##KIND, FIELD (NAME), PRESET, LOWEST, HIGHEST, FALSE, FALSE, HELP \
  }

/* clang-format off */
static const NatterdConfigGroup groups[] = {
  { "server", N_("The server as people see it") },
  { "limits", N_("What one peer may ask of the server; off lifts a limit") },
  { "accounts", N_("Who may come in, and as whom") },
  { "network", N_("Sockets") },
  { "tls", N_("Encryption; it is on the same port") },
  { "control", N_("The socket on this machine by which natterctl looks after the server") },
  { "store", N_("Where messages are kept") },
  { "http", N_("A door of its own for webhooks, /metrics and /healthz") },
  { "log", N_("What is written to standard error, or to the journal") },
};

static const char *const levels[] = { "error", "warning", "message", "info", "debug", NULL };
static const char *const durabilities[] = { "full", "normal", "none", NULL };

/* PROTOCOL.md §9 */
static const NatterdConfigRow rows[] = {
  { "server", "name", NATTERD_CONFIG_LINE, FIELD (name), "Natter", 1, 64, FALSE, FALSE,
    N_("What the server calls itself") },
  { "server", "motd", NATTERD_CONFIG_TEXT, FIELD (motd), "", 0, 4000, FALSE, FALSE,
    N_("The message of the day") },
  { "server", "address", NATTERD_CONFIG_HOST, FIELD (address), "", 0, 255, FALSE, FALSE,
    N_("By which name or address people reach it, for links that invite; empty: those have none") },
  { "server", "listen", NATTERD_CONFIG_ADDRESSES, FIELD (listen), "127.0.0.1:5005; [::1]:5005", 1, 64, FALSE, TRUE,
    N_("Where to listen; 0.0.0.0:5005 and [::]:5005 are the whole network") },

  FIXED ("line", SIZE, line, "16 KiB", 1 * KIB, 1 * MIB,
         N_("One line that a peer sends")),
  LIMIT ("message", SIZE, message, "8 KiB", 1, 1 * MIB,
         N_("One message; never more than limits.line")),
  FIXED ("name", COUNT, name_length, "32", 2, 128,
         N_("Visible characters of a person's name")),
  FIXED ("room-name", COUNT, room_length, "64", 8, 128,
         N_("Visible characters of a room's name")),
  LIMIT ("topic", SIZE, topic, "512 B", 1, 64 * KIB,
         N_("One topic; never more than limits.line")),
  LIMIT ("rooms", COUNT, rooms, "10000", 1, MANY,
         N_("Rooms on the server")),
  LIMIT ("rooms-deserted", TIME, rooms_deserted, "1 d", 1 * MS, 36500.0 * DAY,
         N_("Silence after which a room that nobody owns makes place for another one")),
  LIMIT ("rooms-per-session", COUNT, rooms_per_session, "100", 1, MANY,
         N_("Rooms that one person is in at a time")),
  LIMIT ("ignored", COUNT, ignored, "100", 1, MANY,
         N_("People whom one person ignores")),
  LIMIT ("history", COUNT, history, "500", 1, MANY,
         N_("Messages in one answer to history")),
  LIMIT ("waiting", COUNT, waiting, "100", 1, MANY,
         N_("Messages that wait for one person from another")),
  LIMIT ("login-timeout", TIME, login_timeout, "60 s", 1 * MS, 24 * HOUR,
         N_("Time to log in")),
  LIMIT ("sniff-timeout", TIME, sniff_timeout, "200 ms", 1 * MS, 60 * SECOND,
         N_("Silence after which a peer is greeted as a person; off: never unasked")),
  LIMIT ("idle-ping", TIME, idle_ping, "60 s", 1 * MS, 24 * HOUR,
         N_("Silence after which a program is asked whether it is there")),
  LIMIT ("idle-grace", TIME, idle_grace, "30 s", 1 * MS, 24 * HOUR,
         N_("Time that a program has to answer that")),
  LIMIT ("queue-soft", SIZE, queue_soft, "256 KiB", 1 * KIB, 1024 * MIB,
         N_("Waiting for a peer who reads too slowly, for at most queue-soft-time")),
  LIMIT ("queue-soft-time", TIME, queue_soft_time, "30 s", 1 * MS, 24 * HOUR,
         N_("How long more than queue-soft may wait")),
  LIMIT ("queue-hard", SIZE, queue_hard, "1 MiB", 1 * KIB, 1024 * MIB,
         N_("Waiting for a peer, at no time more")),
  LIMIT ("rate", RATE, rate, "5", 0.001, MANY,
         N_("Commands a second of one session; off lifts address-rate too")),
  LIMIT ("burst", RATE, burst, "20", 1, MANY,
         N_("Commands at once of one session; off is the same as rate = off")),
  LIMIT ("address-rate", RATE, address_rate, "50", 0.001, MANY,
         N_("Commands a second of all sessions from one address (IPv6: one /64)")),
  LIMIT ("address-burst", RATE, address_burst, "200", 1, MANY,
         N_("Commands at once from one address; off is the same as address-rate = off")),
  FIXED ("loopback-exempt", FLAG, loopback_exempt, "yes", 0, 0,
         N_("Whether this machine is free of the limits per address")),
  LIMIT ("crowd", COUNT, crowd, "100", 1, MANY,
         N_("People in a room; with more, comings and goings are told together")),
  LIMIT ("crowd-pause", TIME, crowd_pause, "1 s", 1 * MS, 60 * SECOND,
         N_("How long they are gathered")),
  LIMIT ("grace", TIME, grace, "60 s", 1 * MS, 24 * HOUR,
         N_("Time in which a program whose connection broke can go on; off: none")),
  LIMIT ("held", COUNT, held, "1000", 1, MANY,
         N_("People on the server who have such time")),
  LIMIT ("resume", COUNT, resume, "5000", 1, MANY,
         N_("Messages of a room that it is told then; it can ask for more")),
  LIMIT ("connections", COUNT, connections, "off", 1, MANY,
         N_("Connections; off: as many as there are descriptors for")),
  LIMIT ("connections-per-address", COUNT, connections_per_address, "32", 1, MANY,
         N_("Connections from one address (IPv6: one /64)")),

  { "accounts", "guests", NATTERD_CONFIG_FLAG, FIELD (guests), "yes", 0, 0, FALSE, FALSE,
    N_("Whether a name that nobody registered comes in without a password") },
  { "accounts", "plain-passwords", NATTERD_CONFIG_FLAG, FIELD (plain_passwords), "no", 0, 0, FALSE, FALSE,
    N_("Whether passwords are taken over a network without encryption") },
  { "accounts", "owner", NATTERD_CONFIG_LINE, FIELD (owner), "", 0, 128, FALSE, FALSE,
    N_("Who owns the server once registered; empty: the first who registers on this machine") },
  { "accounts", "stay", NATTERD_CONFIG_TIME, FIELD (stay), "30 d", 60 * SECOND, 36500.0 * DAY, TRUE, FALSE,
    N_("How long a program that was not used gets in again without a password; off: for ever") },
  { "accounts", "reserved", NATTERD_CONFIG_LINE, FIELD (reserved), "admin server system", 0, 1000, FALSE, FALSE,
    N_("Names that nobody gets, between spaces") },

  { "network", "announce", NATTERD_CONFIG_FLAG, FIELD (announce), "no", 0, 0, FALSE, FALSE,
    N_("Whether people on the local network find this server by themselves; needs Avahi") },
  { "network", "backlog", NATTERD_CONFIG_COUNT, FIELD (backlog), "1024", 1, 65535, FALSE, TRUE,
    N_("Newcomers whom the kernel holds at the door") },
  { "network", "send-buffer", NATTERD_CONFIG_SIZE, FIELD (send_buffer), "64 KiB", 4 * KIB, 64 * MIB, TRUE, TRUE,
    N_("What the kernel holds for one peer; off: as much as it likes") },

  { "tls", "enabled", NATTERD_CONFIG_FLAG, FIELD (tls), "yes", 0, 0, FALSE, FALSE,
    N_("Whether one can come in with encryption") },
  { "tls", "required", NATTERD_CONFIG_FLAG, FIELD (tls_required), "no", 0, 0, FALSE, FALSE,
    N_("Whether only this machine can come in without; yes shuts telnet out") },
  { "tls", "certificate", NATTERD_CONFIG_LINE, FIELD (tls_certificate), "", 0, 1000, FALSE, FALSE,
    N_("Your own certificate, with its chain (PEM); empty: one that natterd makes, known by its key phrase") },
  { "tls", "key", NATTERD_CONFIG_LINE, FIELD (tls_key), "", 0, 1000, FALSE, FALSE,
    N_("The key of your own certificate (PEM)") },
  { "tls", "priority", NATTERD_CONFIG_LINE, FIELD (tls_priority), "", 0, 1000, FALSE, FALSE,
    N_("Versions and ciphers as GnuTLS has them; empty: TLS 1.2 and 1.3 with what is good") },
  { "tls", "handshake-timeout", NATTERD_CONFIG_TIME, FIELD (handshake_timeout), "10 s", 1 * MS, 24 * HOUR, TRUE, FALSE,
    N_("Time to begin with encryption") },
  { "tls", "handshakes", NATTERD_CONFIG_COUNT, FIELD (handshakes), "256", 1, MANY, TRUE, FALSE,
    N_("Newcomers who are at that; with more, one from where most come has to go") },
  { "tls", "handshakes-per-address", NATTERD_CONFIG_COUNT, FIELD (handshakes_per_address), "16", 1, MANY, TRUE, FALSE,
    N_("Of them from one address (IPv6: one /64)") },

  { "control", "socket", NATTERD_CONFIG_LINE, FIELD (control_socket), "", 0, 1000, FALSE, TRUE,
    N_("Its file; empty: control.sock in the state folder, or where systemd says") },
  { "control", "group", NATTERD_CONFIG_LINE, FIELD (control_group), "", 0, 32, FALSE, TRUE,
    N_("A group of this machine whose members may use it, beside root and the server's user") },

  { "store", "memory-messages", NATTERD_CONFIG_COUNT, FIELD (memory_messages), "1000", 1, MANY, FALSE, TRUE,
    N_("Messages kept of each room while nothing is kept on disk") },
  { "store", "memory", NATTERD_CONFIG_SIZE, FIELD (memory), "64 MiB", 1 * MIB, 1024.0 * 1024 * MIB, TRUE, TRUE,
    N_("What they may take in all; then the oldest go") },

  { "store", "path", NATTERD_CONFIG_LINE, FIELD (store_path), "", 0, 1000, FALSE, TRUE,
    N_("The database file; empty: natter.db in the state folder") },
  { "store", "durability", NATTERD_CONFIG_CHOICE, FIELD (durability), "full", 0, 0, FALSE, TRUE,
    N_("What survives a loss of power: full: all that was acknowledged; normal, none: less"), durabilities },
  { "store", "keep", NATTERD_CONFIG_TIME, FIELD (keep), "off", DAY, 36500.0 * DAY, TRUE, TRUE,
    N_("How long messages are kept; off: for ever") },

  { "http", "listen", NATTERD_CONFIG_ADDRESSES, FIELD (http_listen), "", 0, 64, FALSE, FALSE,
    N_("Where to listen; 5006 is 127.0.0.1:5006, and empty is nowhere") },
  { "http", "connections", NATTERD_CONFIG_COUNT, FIELD (http_connections), "64", 1, 10000, FALSE, FALSE,
    N_("Connections there at a time") },
  { "http", "patience", NATTERD_CONFIG_TIME, FIELD (http_patience), "10 s", 100 * MS, 600 * SECOND, FALSE, FALSE,
    N_("Time in which a request must have come, and be answered") },
  { "http", "metrics-token", NATTERD_CONFIG_LINE, FIELD (http_metrics_token), "", 0, 256, FALSE, FALSE,
    N_("What Prometheus must show for /metrics (authorization: credentials); empty: anybody may have it") },

  { "log", "level", NATTERD_CONFIG_CHOICE, FIELD (level), "message", 0, 0, FALSE, FALSE,
    N_("The least that is worth a line"), levels },
  { "log", "burst", NATTERD_CONFIG_COUNT, FIELD (log_burst), "20", 1, MANY, TRUE, FALSE,
    N_("Lines of one kind in 10 s; then only how many more there were") },
};
/* clang-format on */

const NatterdConfigRow *
natterd_config_rows (guint *n_rows)
{
  *n_rows = G_N_ELEMENTS (rows);
  return rows;
}

const NatterdConfigGroup *
natterd_config_groups (guint *n_groups)
{
  *n_groups = G_N_ELEMENTS (groups);
  return groups;
}

const NatterdConfigRow *
natterd_config_find (const char *group,
                     const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].group, group) && g_str_equal (rows[i].key, key))
      return &rows[i];
  return NULL;
}

#define LONGEST 32 /* no key is longer, and the work stays bounded */

/* Levenshtein's distance; G_MAXUINT for words that are too long. */
static guint
get_distance (const char *a,
              const char *b)
{
  guint row[LONGEST + 1];
  gsize length = strlen (b);

  if (strlen (a) > LONGEST || length > LONGEST)
    return G_MAXUINT;
  for (guint j = 0; j <= length; j++)
    row[j] = j;
  for (guint i = 1; a[i - 1] != '\0'; i++)
    {
      guint corner = row[0];

      row[0] = i;
      for (guint j = 1; j <= length; j++)
        {
          guint replaced = corner + (g_ascii_tolower (a[i - 1]) == b[j - 1] ? 0 : 1);

          corner = row[j];
          row[j] = MIN (replaced, MIN (row[j], row[j - 1]) + 1);
        }
    }
  return row[length];
}

const char *
natterd_config_nearest (const char *word,
                        const char *const *known)
{
  const char *nearest = NULL;
  guint best = 3;

  for (guint i = 0; known[i] != NULL; i++)
    {
      guint distance = get_distance (word, known[i]);

      if (distance < best && distance < strlen (known[i]))
        {
          best = distance;
          nearest = known[i];
        }
    }
  return nearest;
}
