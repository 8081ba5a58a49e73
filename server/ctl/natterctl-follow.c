/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterctl-commands.h"
#include "natterctl-error.h"
#include "natterctl-line.h"
#include "natterctl-show.h"
#include "natterctl-talk.h"
#include "shared/natter-text.h"

/* follow ROOM…: what is said there, as it is said, and after a break what was said meanwhile. */

typedef struct
{
  NatterctlTalk talk;
  GHashTable *last; /* owned: key of a room (§3.2) → gint64: up to here it was shown; -1: nothing of it is wanted */
  GQueue waiting;   /* (element-type JsonObject) owned: came while something older was asked for */
} Following;

/* Text of several lines does not look like what others said. */
static void
show_text (const char *time,
           const char *room,
           const char *begin,
           const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  natterctl_show_line ("%s #%s %s%s", time, room, begin, lines[0] != NULL ? lines[0] : "");
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    natterctl_show_line ("  %s", lines[i]);
}

/* (transfer full) (nullable): what stands before the text; NULL: that is not shown to people. */
static char *
dup_begin (JsonObject *event,
           const char *from)
{
  const char *ev = natterctl_event_get (event, "ev");
  const char *kind = natterctl_event_get (event, "kind");
  long target = (long) natterctl_event_get_number (event, "target");

  if (g_strcmp0 (ev, "act") == 0)
    return g_strdup ("— ");
  if (g_strcmp0 (ev, "topic") == 0 || g_strcmp0 (kind, "topic") == 0)
    return g_strdup_printf (_ ("%s set the topic: "), from);
  if (g_strcmp0 (ev, "edited") == 0)
    return g_strdup_printf (_ ("%s edited #%ld: "), from, target);
  if (g_strcmp0 (ev, "deleted") == 0)
    return g_strdup_printf (_ ("%s deleted #%ld."), from, target);
  if (g_strcmp0 (ev, "said") == 0 || ev == NULL)
    return g_str_equal (kind != NULL ? kind : "", "me") ? g_strdup_printf ("* %s ", from) : g_strdup_printf ("%s: ", from);
  return NULL;
}

static void
show (Following *self,
      JsonObject *event,
      const char *room)
{
  const char *from = natterctl_event_get (event, "from");
  const char *text = natterctl_event_get (event, "text");
  g_autofree char *begin = dup_begin (event, from != NULL ? from : "?");
  g_autofree char *time = natterctl_dup_time (natterctl_event_get (event, "time"), "%Y-%m-%d %H:%M:%S");

  if (self->talk.options->json)
    natterctl_show_json (event);
  else if (begin != NULL)
    show_text (time, room, begin, text != NULL ? text : "");
}

/* Of the rooms that are followed; once each, and in order. */
static void
show_recorded (Following *self,
               JsonObject *event,
               const char *room)
{
  g_autofree char *key = natter_name_dup_key (room);
  gint64 *last = g_hash_table_lookup (self->last, key);
  gint64 seq = natterctl_event_get_number (event, "seq");

  if (last == NULL || (seq > 0 && seq <= *last))
    return;
  if (seq > 0)
    *last = seq;
  show (self, event, room);
}

/* What is told of a room is kept back while something older is asked for. (transfer full) (nullable) */
static JsonObject *
ask (Following *self,
     GString *line,
     const char *id,
     GError **error)
{
  natterctl_line_add (line, "id", id);
  if (!natterctl_wire_send (self->talk.wire, line, error))
    return NULL;
  for (;;)
    {
      g_autoptr (JsonObject) event = natterctl_wire_next (self->talk.wire, error);

      if (event == NULL)
        return NULL;
      if (g_strcmp0 (natterctl_event_get (event, "re"), id) != 0)
        {
          g_queue_push_tail (&self->waiting, g_steal_pointer (&event));
          continue;
        }
      if (g_strcmp0 (natterctl_event_get (event, "ev"), "error") != 0)
        return g_steal_pointer (&event);
      natterctl_wire_set_said (self->talk.wire, event, error);
      return NULL;
    }
}

/* One page of what was said since. FALSE: an error; *more: there is another one. */
static gboolean
catch_up (Following *self,
          const char *key,
          gboolean *more,
          GError **error)
{
  gint64 *last = g_hash_table_lookup (self->last, key);
  GString *line = natterctl_line_new ("history");
  g_autoptr (JsonObject) page = NULL;
  g_autoptr (JsonArray) messages = NULL;
  const char *room;
  gint64 before = *last;

  natterctl_line_add (line, "room", key);
  natterctl_line_add_number (line, "since", (guint64) before);
  page = ask (self, line, "missed", error);
  if (page == NULL)
    return FALSE;
  room = natterctl_event_get (page, "room");
  messages = natterctl_event_dup_array (page, "messages");
  for (guint i = 0; i < json_array_get_length (messages); i++)
    if (natterctl_array_get (messages, i) != NULL)
      show_recorded (self, natterctl_array_get (messages, i), room != NULL ? room : key);
  *last = MAX (*last, natterctl_event_get_number (page, "end"));
  *more = natterctl_event_get_flag (page, "more") && *last > before;
  return TRUE;
}

static gboolean
enter (Following *self,
       const char *key,
       GError **error)
{
  gint64 *last = g_hash_table_lookup (self->last, key);
  GString *line = natterctl_line_new ("join");
  g_autoptr (JsonObject) entered = NULL;
  gboolean more = TRUE;

  natterctl_line_add (line, "room", key);
  entered = ask (self, line, "join", error);
  if (entered == NULL)
    return FALSE;
  if (*last < 0)
    *last = natterctl_event_get_number (entered, "seq");
  else
    while (more && *last < natterctl_event_get_number (entered, "seq"))
      if (!catch_up (self, key, &more, error))
        return FALSE;
  return TRUE;
}

/* FALSE: an error. */
static gboolean
listen_to_all (Following *self,
               GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->last);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!enter (self, key, error))
      return FALSE;
  for (;;)
    {
      g_autoptr (JsonObject) event = g_queue_pop_head (&self->waiting);
      const char *room;

      if (event == NULL)
        event = natterctl_wire_next (self->talk.wire, error);
      if (event == NULL)
        return FALSE;
      room = natterctl_event_get (event, "room");
      if (room != NULL)
        show_recorded (self, event, room);
    }
}

gboolean
natterctl_run_follow (const NatterctlOptions *options,
                      const char *const *words,
                      GError **error)
{
  Following self = { .waiting = G_QUEUE_INIT };
  gboolean going;

  self.last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; words[i] != NULL; i++)
    g_hash_table_insert (self.last, natter_name_dup_key (words[i][0] == '#' ? words[i] + 1 : words[i]), g_memdup2 (&(gint64){ -1 }, sizeof (gint64)));
  going = natterctl_talk_open (&self.talk, options, 0, error);
  while (going)
    {
      g_autoptr (GError) cause = NULL;

      (void) listen_to_all (&self, &cause);
      g_queue_clear_full (&self.waiting, (GDestroyNotify) json_object_unref);
      going = natterctl_talk_may_go_on (cause) && natterctl_talk_again (&self.talk, error);
      if (!going && error != NULL && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&cause));
    }
  natterctl_talk_close (&self.talk);
  g_hash_table_unref (self.last);
  return FALSE;
}
