/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-command.h"
#include "natter-error.h"

NatterCommand *
natter_command_new (NatterCommandKind kind)
{
  NatterCommand *self;

  g_return_val_if_fail ((guint) kind < NATTER_N_COMMANDS, NULL);

  self = g_new0 (NatterCommand, 1);
  self->kind = kind;
  return self;
}

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
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
  wipe (self->password);
  wipe (self->new_password);
  g_free (self->email);
  g_free (self->role);
  g_free (self->span);
  g_free (self);
}

gboolean
natter_command_equal (const NatterCommand *a, const NatterCommand *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->kind == b->kind && a->range == b->range && a->seq == b->seq && a->target == b->target && !a->events == !b->events && a->time == b->time && !a->has_count == !b->has_count && (!a->has_count || a->count == b->count) &&
         g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->room, b->room) == 0 &&
         g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->word, b->word) == 0 &&
         g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->password, b->password) == 0 &&
         g_strcmp0 (a->new_password, b->new_password) == 0 && g_strcmp0 (a->email, b->email) == 0 &&
         g_strcmp0 (a->role, b->role) == 0 && g_strcmp0 (a->span, b->span) == 0;
}

static gboolean
has_argument (const NatterCommand *self, NatterArgumentKind kind)
{
  switch (kind)
    {
    case NATTER_ARGUMENT_NAME:
      return self->name != NULL;
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
    case NATTER_ARGUMENT_RANGE: /* without any it is the last ones */
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
