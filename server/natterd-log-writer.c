/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-log-writer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "natterd-log-limit.h"

#define OWN_DOMAIN   "natterd"
#define LONGEST_LINE 4096                      /* PIPE_BUF: a pipe that takes anything takes this whole */
#define INTERVAL     (10 * G_TIME_SPAN_SECOND) /* in which so many entries of a kind are written */

struct _NatterdLogWriter
{
  gboolean journal;
  int mask;   /* atomic: the levels that are written */
  int n_lost; /* atomic: lines, since the last one that was written */
  GMutex mutex;
  NatterdLogLimit *limit; /* owned; under the mutex, as is */
  guint timer;            /* 0, or until what was not written is told of */
};

/* Text */

static gboolean
is_plain (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return FALSE;
    default:
      return c != '\\';
    }
}

static void
append_escaped (GString *out,
                gunichar c)
{
  static const char letters[] = "\\\n\r\t";
  static const char names[] = "\\nrt";
  const char *letter = c != 0 && c < 0x80 ? strchr (letters, (int) c) : NULL;

  if (letter != NULL)
    g_string_append_printf (out, "\\%c", names[letter - letters]);
  else if (c < 0x100)
    g_string_append_printf (out, "\\x%02x", c);
  else
    g_string_append_printf (out, "\\u%04x", c);
}

char *
natterd_log_writer_escape (const char *text,
                           gssize length)
{
  GString *out = g_string_new (NULL);
  const char *end = text + (length >= 0 ? (gsize) length : strlen (text));

  while (text < end)
    {
      gunichar c = g_utf8_get_char_validated (text, end - text);

      /* all bits set for what is wrong, or cut */
      if (c >= 0x110000)
        {
          g_string_append_printf (out, "\\x%02x", (guint8) *text);
          text++;
          continue;
        }
      if (is_plain (c))
        g_string_append_unichar (out, c);
      else
        append_escaped (out, c);
      text += g_unichar_to_utf8 (c, NULL);
    }
  return g_string_free (out, FALSE);
}

static const char *
get_level_word (GLogLevelFlags level)
{
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return "error";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";
  if (level & G_LOG_LEVEL_MESSAGE)
    return "message";
  return level & G_LOG_LEVEL_INFO ? "info" : "debug";
}

/* (transfer full) (nullable) */
static char *
dup_field (const GLogField *fields,
           gsize n_fields,
           const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, key))
      return natterd_log_writer_escape (fields[i].value, fields[i].length);
  return NULL;
}

/* Cuts a line that is too long, between characters. */
static void
limit_line (GString *line)
{
  static const char cut[] = "…";
  gsize length = LONGEST_LINE - sizeof cut;

  if (line->len < LONGEST_LINE)
    return;
  while ((line->str[length] & 0xc0) == 0x80)
    length--;
  g_string_truncate (line, length);
  g_string_append (line, cut);
}

char *
natterd_log_writer_format (GLogLevelFlags level,
                           const GLogField *fields,
                           gsize n_fields,
                           GDateTime *time)
{
  g_autoptr (GString) line = g_string_sized_new (160);
  g_autoptr (GDateTime) utc = g_date_time_to_utc (time);
  g_autofree char *clock = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *domain = dup_field (fields, n_fields, "GLIB_DOMAIN");
  g_autofree char *message = dup_field (fields, n_fields, "MESSAGE");

  g_string_append_printf (line, "%s.%03dZ %s: ", clock, g_date_time_get_microsecond (utc) / 1000, get_level_word (level));
  if (domain != NULL && !g_str_equal (domain, OWN_DOMAIN))
    g_string_append_printf (line, "%s: ", domain);
  g_string_append (line, message != NULL ? message : "");
  limit_line (line);
  return g_strconcat (line->str, "\n", NULL);
}

/* Standard error */

/* FALSE: it would have had to wait, or nobody reads. */
static gboolean
write_at_once (const char *line)
{
  GPollFD out = { .fd = STDERR_FILENO, .events = G_IO_OUT };
  gssize written;

  if (g_poll (&out, 1, 0) != 1 || !(out.revents & G_IO_OUT))
    return FALSE;
  do
    written = write (STDERR_FILENO, line, strlen (line));
  while (written < 0 && errno == EINTR);
  return written >= 0;
}

static void
write_line (NatterdLogWriter *self,
            const char *line)
{
  int n_lost = g_atomic_int_get (&self->n_lost);

  if (n_lost > 0)
    {
      g_autofree char *gap = g_strdup_printf ("… %d lines were lost here: nobody read them in time\n", n_lost);

      if (write_at_once (gap))
        g_atomic_int_add (&self->n_lost, -n_lost);
    }
  if (!write_at_once (line))
    g_atomic_int_inc (&self->n_lost);
}

/* The journal */

static gboolean
write_to_journal (GLogLevelFlags level,
                  const GLogField *fields,
                  gsize n_fields)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree GLogField *escaped = g_new0 (GLogField, n_fields);

  for (gsize i = 0; i < n_fields; i++)
    {
      char *value = natterd_log_writer_escape (fields[i].value, fields[i].length);

      g_ptr_array_add (values, value);
      escaped[i] = (GLogField){ fields[i].key, value, -1 };
    }
  return g_log_writer_journald (level, escaped, n_fields, NULL) == G_LOG_WRITER_HANDLED;
}

static void
write_entry (NatterdLogWriter *self,
             GLogLevelFlags level,
             const GLogField *fields,
             gsize n_fields)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *line = NULL;

  if (self->journal && write_to_journal (level, fields, n_fields))
    return;
  now = g_date_time_new_now_utc ();
  line = natterd_log_writer_format (level, fields, n_fields, now);
  write_line (self, line);
}

/* Limits */

/* Entries are of a kind by the event that they name, or by how they begin: (transfer full). */
static char *
dup_kind (const GLogField *fields,
          gsize n_fields)
{
  g_autofree char *event = dup_field (fields, n_fields, "NATTERD_EVENT");
  g_autofree char *message = NULL;

  if (event != NULL)
    return g_steal_pointer (&event);
  message = dup_field (fields, n_fields, "MESSAGE");
  if (message == NULL)
    return g_strdup ("");
  return g_strndup (message, strcspn (message, ":(\"0123456789"));
}

static void
write_gap (NatterdLogWriter *self,
           const NatterdLogGap *gap)
{
  g_autofree char *number = g_strdup_printf ("%u", gap->n);
  g_autofree char *message = g_strdup_printf ("%u more of: %s", gap->n, gap->kind);
  const GLogField fields[] = {
    { "PRIORITY", gap->level & G_LOG_LEVEL_WARNING ? "4" : "6", -1 },
    { "GLIB_DOMAIN", OWN_DOMAIN, -1 },
    { "NATTERD_EVENT", gap->kind, -1 },
    { "NATTERD_SUPPRESSED", number, -1 },
    { "MESSAGE", message, -1 },
  };

  write_entry (self, gap->level, fields, G_N_ELEMENTS (fields));
}

static gboolean on_timer (gpointer user_data);

/* What intervals that are over have left to tell; @now: -1: all of them. With the mutex. */
static void
write_gaps (NatterdLogWriter *self,
            gint64 now)
{
  NatterdLogGap gap;
  gint64 due;

  while (natterd_log_limit_steal_over (self->limit, now, &gap))
    {
      write_gap (self, &gap);
      g_free (gap.kind);
    }
  due = natterd_log_limit_get_due (self->limit);
  if (due != 0 && self->timer == 0)
    self->timer = g_timeout_add ((guint) ((due - now) / 1000 + 1), on_timer, self);
}

static gboolean
on_timer (gpointer user_data)
{
  NatterdLogWriter *self = user_data;

  g_mutex_lock (&self->mutex);
  self->timer = 0;
  write_gaps (self, g_get_monotonic_time ());
  g_mutex_unlock (&self->mutex);
  return G_SOURCE_REMOVE;
}

static gboolean
may_write (NatterdLogWriter *self,
           GLogLevelFlags level,
           const GLogField *fields,
           gsize n_fields)
{
  g_autofree char *kind = dup_kind (fields, n_fields);
  gint64 now = g_get_monotonic_time ();
  gboolean may;

  if (level & (G_LOG_LEVEL_ERROR | G_LOG_FLAG_FATAL))
    return TRUE;
  g_mutex_lock (&self->mutex);
  write_gaps (self, now);
  may = natterd_log_limit_take (self->limit, kind, level, now);
  if (!may)
    write_gaps (self, now);
  g_mutex_unlock (&self->mutex);
  return may;
}

static GLogWriterOutput
on_entry (GLogLevelFlags level,
          const GLogField *fields,
          gsize n_fields,
          gpointer user_data)
{
  NatterdLogWriter *self = user_data;

  if (((int) level & g_atomic_int_get (&self->mask)) && may_write (self, level, fields, n_fields))
    write_entry (self, level, fields, n_fields);
  return G_LOG_WRITER_HANDLED;
}

void
natterd_log_writer_flush (NatterdLogWriter *self)
{
  g_mutex_lock (&self->mutex);
  write_gaps (self, -1);
  g_mutex_unlock (&self->mutex);
}

void
natterd_log_writer_set_burst (NatterdLogWriter *self,
                              guint burst)
{
  g_mutex_lock (&self->mutex);
  natterd_log_limit_set_burst (self->limit, burst);
  g_mutex_unlock (&self->mutex);
}

NatterdLogWriter *
natterd_log_writer_install (void)
{
  NatterdLogWriter *self = g_new0 (NatterdLogWriter, 1);

  self->journal = g_log_writer_is_journald (STDERR_FILENO);
  g_mutex_init (&self->mutex);
  self->limit = natterd_log_limit_new (INTERVAL);
  natterd_log_writer_set_level (self, "message");
  g_log_set_writer_func (on_entry, self, g_free);
  return self;
}

void
natterd_log_writer_set_level (NatterdLogWriter *self,
                              const char *level)
{
  static const char *const words[] = { "error", "warning", "message", "info", "debug" };
  static const int masks[] = { G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL, G_LOG_LEVEL_WARNING, G_LOG_LEVEL_MESSAGE,
                               G_LOG_LEVEL_INFO, G_LOG_LEVEL_DEBUG };
  int mask = 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      mask |= masks[i];
      if (g_str_equal (words[i], level))
        break;
    }
  g_atomic_int_set (&self->mask, mask);
}
