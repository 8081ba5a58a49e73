/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-command.h"
#include "natter-error.h"
#include "natter-wipe-private.h"

NatterCommand *
natter_command_new (NatterCommandKind kind)
{
  NatterCommand *self;

  g_return_val_if_fail ((guint) kind < NATTER_N_COMMANDS, NULL);

  self = g_new0 (NatterCommand, 1);
  self->kind = kind;
  return self;
}

NatterSeen *
natter_seen_new (const char *room, guint64 seq)
{
  NatterSeen *self = g_new0 (NatterSeen, 1);

  self->room = g_strdup (room);
  self->seq = seq;
  return self;
}

void
natter_seen_free (NatterSeen *self)
{
  if (self == NULL)
    return;

  g_free (self->room);
  g_free (self);
}

void
natter_command_free (NatterCommand *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->room);
  g_free (self->name);
  g_free (self->word);
  g_free (self->text);
  natter_wipe_string (self->password);
  natter_wipe_string (self->new_password);
  g_free (self->email);
  g_free (self->role);
  g_free (self->span);
  natter_wipe_string (self->code);
  natter_wipe_string (self->token);
  g_free (self->epoch);
  g_clear_pointer (&self->seen, g_ptr_array_unref);
  g_free (self);
}

/* An absent list and an empty one are equal. */
static gboolean
equal_seen (const GPtrArray *a, const GPtrArray *b)
{
  guint n = a != NULL ? a->len : 0;

  if (n != (b != NULL ? b->len : 0))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const NatterSeen *one = a->pdata[i];
      const NatterSeen *other = b->pdata[i];

      if (one->seq != other->seq || g_strcmp0 (one->room, other->room) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
equal_numbers (const NatterCommand *a, const NatterCommand *b)
{
  return a->range == b->range && a->seq == b->seq && a->target == b->target && a->uses == b->uses &&
         !a->events == !b->events && !a->resume == !b->resume && !a->everywhere == !b->everywhere && a->time == b->time &&
         !a->has_count == !b->has_count && (!a->has_count || a->count == b->count);
}

gboolean
natter_command_equal (const NatterCommand *a, const NatterCommand *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->kind == b->kind && equal_numbers (a, b) && equal_seen (a->seen, b->seen) &&
         g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->room, b->room) == 0 &&
         g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->word, b->word) == 0 &&
         g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->password, b->password) == 0 &&
         g_strcmp0 (a->new_password, b->new_password) == 0 && g_strcmp0 (a->email, b->email) == 0 &&
         g_strcmp0 (a->role, b->role) == 0 && g_strcmp0 (a->span, b->span) == 0 &&
         g_strcmp0 (a->code, b->code) == 0 && g_strcmp0 (a->token, b->token) == 0 &&
         g_strcmp0 (a->epoch, b->epoch) == 0;
}

static gboolean
has_argument (const NatterCommand *self, NatterArgumentKind kind)
{
  switch (kind)
    {
    case NATTER_ARGUMENT_NAME: /* a token finds its bot */
      return self->name != NULL || (self->kind == NATTER_COMMAND_LOGIN && self->token != NULL);
    case NATTER_ARGUMENT_ROOM:
      return self->room != NULL;
    case NATTER_ARGUMENT_WORD:
      return self->word != NULL;
    case NATTER_ARGUMENT_TARGET:
      return self->target != 0;
    case NATTER_ARGUMENT_REACTION:
    case NATTER_ARGUMENT_TEXT:
      return self->text != NULL;
    case NATTER_ARGUMENT_PASSWORD:
      return self->password != NULL;
    case NATTER_ARGUMENT_NEW:
      return self->new_password != NULL;
    case NATTER_ARGUMENT_EMAIL:
      return self->email != NULL;
    case NATTER_ARGUMENT_ROLE:
      return self->role != NULL;
    case NATTER_ARGUMENT_SPAN:
      return self->span != NULL;
    case NATTER_ARGUMENT_CODE:
      return self->code != NULL;
    case NATTER_ARGUMENT_USES:
      return self->uses != 0;
    case NATTER_ARGUMENT_TOKEN:
      return self->token != NULL;
    case NATTER_ARGUMENT_RANGE: /* without any it is the last ones */
    case NATTER_ARGUMENT_PLACES:
    case NATTER_ARGUMENT_RESUME:
    case NATTER_ARGUMENT_NONE:
    default:
      return TRUE;
    }
}

static void
set_missing_error (const NatterVerb *verb, NatterArgumentKind kind, GError **error)
{
  const char *usage = _ (verb->usage);
  const char *example = _ (verb->example);

  switch (kind)
    {
    case NATTER_ARGUMENT_NAME:
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT,
                   _ ("A name is missing: %s. For example: %s"), usage, example);
      break;

    case NATTER_ARGUMENT_ROOM:
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT,
                   _ ("Which room? %s. For example: %s"), usage, example);
      break;

    case NATTER_ARGUMENT_TARGET:
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT,
                   _ ("Which message? %s. For example: %s"), usage, example);
      break;

    case NATTER_ARGUMENT_REACTION:
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT,
                   _ ("The sign is missing: %s. For example: %s"), usage, example);
      break;

    case NATTER_ARGUMENT_TEXT:
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT,
                   _ ("The words are missing: %s. For example: %s"), usage, example);
      break;

    case NATTER_ARGUMENT_PASSWORD:
    case NATTER_ARGUMENT_NEW:
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT,
                   _ ("A password is missing: %s. For example: %s"), usage, example);
      break;

    case NATTER_ARGUMENT_NONE:
    case NATTER_ARGUMENT_WORD:
    case NATTER_ARGUMENT_EMAIL:
    case NATTER_ARGUMENT_ROLE:
    case NATTER_ARGUMENT_SPAN:
    case NATTER_ARGUMENT_RANGE:
    case NATTER_ARGUMENT_CODE:
    case NATTER_ARGUMENT_USES:
    case NATTER_ARGUMENT_TOKEN:
    case NATTER_ARGUMENT_PLACES:
    case NATTER_ARGUMENT_RESUME:
    default:
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT,
                   _ ("Something is missing: %s. For example: %s"), usage, example);
      break;
    }
}

gboolean
natter_command_check (const NatterCommand *self, GError **error)
{
  const NatterVerb *verb;

  g_return_val_if_fail (self != NULL, FALSE);

  verb = natter_verb_get (self->kind);
  for (guint i = 0; i < G_N_ELEMENTS (verb->arguments); i++)
    {
      if (!verb->arguments[i].optional && !has_argument (self, verb->arguments[i].kind))
        {
          set_missing_error (verb, verb->arguments[i].kind, error);
          return FALSE;
        }
    }

  return TRUE;
}
