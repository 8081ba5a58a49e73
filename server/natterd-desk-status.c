/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <unistd.h>

#include "natterd-desk-private.h"
#include "natterd-storage.h"
#include "server/metrics/natterd-metrics.h"
#include "shared/natter-json.h"

/* How the server stands: PROTOCOL.md §15.5. */

static void
add_key (GString *out,
         const char *key)
{
  if (out->len > 0)
    g_string_append_c (out, ',');
  g_string_append_printf (out, "\"%s\":", key);
}

static void
add_string (GString *out,
            const char *key,
            const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid == NULL || valid[0] == '\0')
    return;
  add_key (out, key);
  natter_json_append_string (out, valid);
}

static void
add_path (GString *out,
          const char *key,
          const char *path)
{
  g_autofree char *whole = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;

  add_string (out, key, whole);
}

static void
add_number (GString *out,
            const char *key,
            guint64 number)
{
  add_key (out, key);
  g_string_append_printf (out, "%" G_GUINT64_FORMAT, number);
}

static void
add_list (GString *out,
          const char *key,
          const char *const *texts)
{
  add_key (out, key);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_string_append_c (out, i == 0 ? '[' : ',');
      natter_json_append_string (out, texts[i]);
    }
  g_string_append (out, texts[0] == NULL ? "[]" : "]");
}

static guint64
count_messages (const NatterdCounters *counters)
{
  guint64 sum = 0;

  for (guint i = 0; i < NATTER_N_MESSAGES; i++)
    sum += counters->messages[i];
  return sum;
}

static void
add_figures (GString *out,
             const NatterdStatus *status)
{
  const NatterdCounters *counters = &status->counters;

  add_number (out, "uptime", (guint64) (status->uptime / G_USEC_PER_SEC));
  add_number (out, "people", status->people);
  add_number (out, "accounts", status->accounts);
  add_number (out, "rooms", status->rooms);
  add_number (out, "sessions", status->sessions);
  add_number (out, "held", status->held);
  add_number (out, "connections", status->connections);
  add_number (out, "connections_most", status->connections_most);
  add_number (out, "descriptors", status->process.descriptors);
  add_number (out, "descriptors_most", status->process.descriptors_most);
  add_number (out, "memory", status->process.resident);
  add_number (out, "queued", status->queued);
  add_number (out, "lag", (guint64) (status->loop_lag / 1000));
  add_number (out, "messages", count_messages (counters));
  add_number (out, "commits", natterd_histogram_get_n (&counters->commits));
  add_number (out, "failed_commits", counters->failed_commits);
  add_number (out, "logins", counters->logins);
  add_number (out, "failed_logins", counters->failed_logins);
  add_number (out, "handshakes", counters->tls.done);
}

static void
add_store (GString *out,
           const NatterdDeskPlace *place,
           gboolean failing)
{
  g_autofree char *folder = natterd_storage_dup_folder (place->options);
  g_autofree char *path = natterd_storage_dup_path (place->options, place->config);

  add_string (out, "store", place->options->ephemeral ? "memory" : failing ? "failing"
                                                                           : "fine");
  if (place->options->ephemeral)
    return;
  add_path (out, "folder", folder);
  add_path (out, "database", path);
}

static void
add_identity (GString *out,
              const NatterdIdentity *identity)
{
  g_autofree char *text = NULL;
  g_autofree char *phrase = NULL;
  NatterKey key;

  if (identity->credentials == NULL)
    return;
  natterd_credentials_get_key (identity->credentials, &key);
  text = natter_key_to_text (&key);
  phrase = natter_key_to_phrase (&key, " ");
  add_string (out, "key", text);
  add_string (out, "phrase", phrase);
}

char *
natterd_desk_describe (const NatterdDeskPlace *place)
{
  GString *out = g_string_new (NULL);
  NatterdStatus status;

  natterd_hall_get_status (place->hall, &status);
  add_string (out, "server", place->config->name);
  add_string (out, "version", status.version);
  add_number (out, "process", (guint64) getpid ());
  add_key (out, "started");
  natter_json_append_time (out, status.started);
  add_list (out, "addresses", place->addresses);
  if (*place->web != NULL)
    add_list (out, "http", natterd_web_get_addresses (*place->web));
  add_identity (out, place->identity);
  add_figures (out, &status);
  add_store (out, place, status.store_failing);
  add_path (out, "config", place->options->config);
  return g_string_free (out, FALSE);
}
