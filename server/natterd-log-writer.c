/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-log-writer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define OWN_DOMAIN   "natterd"
#define LONGEST_LINE 4096 /* PIPE_BUF: a pipe that takes anything takes this whole */

struct _NatterdLogWriter
{
  gboolean journal;
  int mask;   /* atomic: the levels that are written */
  int n_lost; /* atomic: lines, since the last one that was written */
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

static GLogWriterOutput
on_entry (GLogLevelFlags level,
          const GLogField *fields,
          gsize n_fields,
          gpointer user_data)
{
  NatterdLogWriter *self = user_data;
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *line = NULL;

  if (!((int) level & g_atomic_int_get (&self->mask)))
    return G_LOG_WRITER_HANDLED;
  if (self->journal && write_to_journal (level, fields, n_fields))
    return G_LOG_WRITER_HANDLED;

  now = g_date_time_new_now_utc ();
  line = natterd_log_writer_format (level, fields, n_fields, now);
  write_line (self, line);
  return G_LOG_WRITER_HANDLED;
}

NatterdLogWriter *
natterd_log_writer_install (void)
{
  NatterdLogWriter *self = g_new0 (NatterdLogWriter, 1);

  self->journal = g_log_writer_is_journald (STDERR_FILENO);
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
