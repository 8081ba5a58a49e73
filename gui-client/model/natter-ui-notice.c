/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-notice.h"

#define MOST  12
#define NAMED 5 /* who are told of together, by name */

/* What one did, or several in a row, who are told of together. */
typedef struct
{
  NatterUiHappening happening;
  GPtrArray *names; /* (element-type utf8) owned, and with a NULL at the end */
  char *detail;     /* (nullable) of one alone */
} Part;

struct _NatterUiNotice
{
  GPtrArray *parts; /* (element-type Part) owned */
  guint n;          /* that happened */
};

static void
part_free (Part *self)
{
  g_ptr_array_unref (self->names);
  g_free (self->detail);
  g_free (self);
}

NatterUiNotice *
natter_ui_notice_new (void)
{
  NatterUiNotice *self = g_new0 (NatterUiNotice, 1);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  return self;
}

void
natter_ui_notice_free (NatterUiNotice *self)
{
  g_ptr_array_unref (self->parts);
  g_free (self);
}

gboolean
natter_ui_notice_is_full (NatterUiNotice *self)
{
  return self->n >= MOST;
}

/* As a sentence of its own, (transfer full). */
static char *
describe_alone (NatterUiHappening happening, const char *name, const char *detail)
{
  switch (happening)
    {
    case NATTER_UI_HAPPENING_JOINED:
      return g_strdup_printf (_ ("%s has joined."), name);

    case NATTER_UI_HAPPENING_RENAMED:
      return g_strdup_printf (_ ("%s is now called %s."), name, detail);

    case NATTER_UI_HAPPENING_CROWD_JOINED:
      /* Translators: several people: "alice, bob and 7 others" */
      return g_strdup_printf (_ ("%s have joined."), name);

    case NATTER_UI_HAPPENING_CROWD_LEFT:
      /* Translators: several people: "alice, bob and 7 others" */
      return g_strdup_printf (_ ("%s have left."), name);

    case NATTER_UI_HAPPENING_LEFT:
    default:
      if (detail == NULL)
        return g_strdup_printf (_ ("%s has left."), name);
      /* Translators: the second says how, as "lost connection" */
      return g_strdup_printf (_ ("%s has left (%s)."), name, detail);
    }
}

/* As one part of several, (transfer full). */
static char *
describe_part (NatterUiHappening happening, const char *name, const char *detail)
{
  switch (happening)
    {
    case NATTER_UI_HAPPENING_JOINED:
      /* Translators: a part of "erin left, frank joined" */
      return g_strdup_printf (_ ("%s joined"), name);

    case NATTER_UI_HAPPENING_CROWD_JOINED:
      /* Translators: a part of "erin left, alice, bob and 7 others joined" */
      return g_strdup_printf (C_ ("several people", "%s joined"), name);

    case NATTER_UI_HAPPENING_RENAMED:
      /* Translators: a part of "erin left, frank is now called francis" */
      return g_strdup_printf (_ ("%s is now called %s"), name, detail);

    case NATTER_UI_HAPPENING_CROWD_LEFT:
      /* Translators: a part of "erin joined, alice, bob and 7 others left" */
      return g_strdup_printf (C_ ("several people", "%s left"), name);

    case NATTER_UI_HAPPENING_LEFT:
    default:
      if (detail == NULL)
        /* Translators: a part of "erin left, frank joined" */
        return g_strdup_printf (_ ("%s left"), name);
      /* Translators: a part of "erin left (lost connection), frank joined" */
      return g_strdup_printf (_ ("%s left (%s)"), name, detail);
    }
}

/* The one before did the same: there is one part for both. */
static gboolean
goes_with (const Part *last, NatterUiHappening happening, const char *name)
{
  return last->happening == happening && (happening == NATTER_UI_HAPPENING_JOINED || happening == NATTER_UI_HAPPENING_LEFT) &&
         !g_strv_contains ((const char *const *) last->names->pdata, name);
}

static Part *
part_new (NatterUiHappening happening, const char *name, const char *detail)
{
  Part *self = g_new0 (Part, 1);

  self->happening = happening;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->detail = g_strdup (detail);
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->names, NULL);
  return self;
}

void
natter_ui_notice_add (NatterUiNotice *self, NatterUiHappening happening, const char *name, const char *detail)
{
  Part *last = self->parts->len > 0 ? g_ptr_array_index (self->parts, self->parts->len - 1) : NULL;

  self->n++;
  if (last != NULL && goes_with (last, happening, name))
    g_ptr_array_insert (last->names, (int) last->names->len - 1, g_strdup (name));
  else
    g_ptr_array_add (self->parts, part_new (happening, name, detail));
}

/* "alice, bob and carol"; more than a few: "alice, bob and 7 others". (transfer full) */
static char *
dup_names (const Part *part)
{
  char **names = (char **) part->names->pdata;
  guint n = part->names->len - 1;
  g_autoptr (GString) first = g_string_new (names[0]);

  if (n <= 2 || n > NAMED)
    return natter_ui_notice_dup_crowd ((const char *const *) names, n);
  for (guint i = 1; i < n - 1; i++)
    g_string_append_printf (first, "%s%s", C_ ("what happened", ", "), names[i]);
  return g_strdup_printf (_ ("%s and %s"), first->str, names[n - 1]);
}

/* (transfer full) */
static char *
describe (const Part *part, gboolean alone)
{
  g_autofree char *crowd = dup_names (part);
  NatterUiHappening happening = part->happening;

  if (part->names->len > 2)
    happening = happening == NATTER_UI_HAPPENING_JOINED ? NATTER_UI_HAPPENING_CROWD_JOINED : NATTER_UI_HAPPENING_CROWD_LEFT;
  return alone ? describe_alone (happening, crowd, part->detail) : describe_part (happening, crowd, part->detail);
}

char *
natter_ui_notice_dup_text (NatterUiNotice *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->parts->len; i++)
    {
      g_autofree char *part = describe (g_ptr_array_index (self->parts, i), self->parts->len == 1);

      if (i > 0)
        /* Translators: between "erin left" and "frank joined" */
        g_string_append (text, C_ ("what happened", ", "));
      g_string_append (text, part);
    }
  return g_string_free (text, FALSE);
}

char *
natter_ui_notice_dup_crowd (const char *const *names, guint count)
{
  guint n = MAX (g_strv_length ((GStrv) names), count);

  if (n == 1)
    return g_strdup (names[0]);
  if (n == 2 && names[1] != NULL)
    return g_strdup_printf (_ ("%s and %s"), names[0], names[1]);
  if (names[1] == NULL)
    return g_strdup_printf (ngettext ("%s and %u other", "%s and %u others", n - 1), names[0], n - 1);

  return g_strdup_printf (ngettext ("%s, %s and %u other", "%s, %s and %u others", n - 2), names[0], names[1], n - 2);
}

const char *
natter_ui_notice_get_reason (NatterReason reason)
{
  switch (reason)
    {
    case NATTER_REASON_LOGOUT:
      return _ ("logged out");

    case NATTER_REASON_CLOSED:
      return _ ("closed the connection");

    case NATTER_REASON_LOST:
      return _ ("lost connection");

    case NATTER_REASON_IDLE:
      return _ ("went quiet");

    case NATTER_REASON_TOO_SLOW:
      return _ ("was too slow");

    case NATTER_REASON_SHUTDOWN:
      return _ ("server restart");

    case NATTER_REASON_LEFT:
    case NATTER_N_REASONS:
    default:
      return NULL;
    }
}
