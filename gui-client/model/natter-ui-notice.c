/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-notice.h"

#define MOST 12

struct _NatterUiNotice
{
  GPtrArray *parts; /* (element-type utf8) owned */
  char *alone;      /* (nullable) the sentence, where there is one part */
};

NatterUiNotice *
natter_ui_notice_new (void)
{
  NatterUiNotice *self = g_new0 (NatterUiNotice, 1);

  self->parts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
natter_ui_notice_free (NatterUiNotice *self)
{
  g_ptr_array_unref (self->parts);
  g_free (self->alone);
  g_free (self);
}

gboolean
natter_ui_notice_is_full (NatterUiNotice *self)
{
  return self->parts->len >= MOST;
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

void
natter_ui_notice_add (NatterUiNotice *self, NatterUiHappening happening, const char *name, const char *detail)
{
  g_clear_pointer (&self->alone, g_free);
  if (self->parts->len == 0)
    self->alone = describe_alone (happening, name, detail);
  g_ptr_array_add (self->parts, describe_part (happening, name, detail));
}

char *
natter_ui_notice_dup_text (NatterUiNotice *self)
{
  GString *text;

  if (self->alone != NULL)
    return g_strdup (self->alone);

  text = g_string_new (NULL);
  for (guint i = 0; i < self->parts->len; i++)
    {
      if (i > 0)
        /* Translators: between "erin left" and "frank joined" */
        g_string_append (text, C_ ("what happened", ", "));
      g_string_append (text, g_ptr_array_index (self->parts, i));
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
