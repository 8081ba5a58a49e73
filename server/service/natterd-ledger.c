/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-ledger.h"

#include "server/domain/natterd-hub.h"

struct _NatterdLedger
{
  NatterdStore *store; /* not owned */
  NatterdLedgerPerform perform;
  NatterdLedgerReady ready;
  gpointer user_data;
  NatterdEffects *open;   /* owned */
  NatterdEffects *sealed; /* owned: waits for its commit, or is being performed */
  GPtrArray *messages;    /* owned (element-type NatterMessage): what `sealed` records */
  gboolean has_facts;     /* `sealed` records facts */
  GError *error;          /* (nullable) owned: of the commit that was answered */
  NatterdHistogram took;  /* commits that were answered */
  guint64 n_failed;       /* of them */
  gint64 asked;           /* monotonic µs: when the commit was asked for that was not answered; 0: there is none */
  guint serial;
  gboolean waiting; /* a commit was asked for */
  gboolean answered;
  gboolean releasing;
};

NatterdLedger *
natterd_ledger_new (NatterdStore *store,
                    NatterdLedgerPerform perform,
                    NatterdLedgerReady ready,
                    gpointer user_data)
{
  NatterdLedger *self = g_new0 (NatterdLedger, 1);

  self->store = store;
  self->perform = perform;
  self->ready = ready;
  self->user_data = user_data;
  self->open = natterd_effects_new ();
  self->sealed = natterd_effects_new ();
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  return self;
}

void
natterd_ledger_free (NatterdLedger *self)
{
  if (self == NULL)
    return;
  natterd_effects_free (self->open);
  natterd_effects_free (self->sealed);
  g_ptr_array_unref (self->messages);
  g_clear_error (&self->error);
  g_free (self);
}

NatterdEffects *
natterd_ledger_get_open (NatterdLedger *self)
{
  return self->open;
}

gboolean
natterd_ledger_is_waiting (const NatterdLedger *self)
{
  return self->waiting;
}

guint
natterd_ledger_get_serial (const NatterdLedger *self)
{
  return self->serial;
}

static void
on_committed (gpointer user_data,
              const GError *error)
{
  NatterdLedger *self = user_data;

  g_return_if_fail (self->waiting && !self->answered);
  self->answered = TRUE;
  natterd_histogram_note (&self->took, g_get_monotonic_time () - self->asked);
  self->n_failed += error != NULL ? 1 : 0;
  self->asked = 0;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  if (!self->releasing)
    self->ready (self->user_data);
}

const NatterdHistogram *
natterd_ledger_get_commits (const NatterdLedger *self,
                            guint64 *n_failed)
{
  *n_failed = self->n_failed;
  return &self->took;
}

gint64
natterd_ledger_get_waiting_since (const NatterdLedger *self)
{
  return self->asked;
}

/* A room's first message brings along what people call it: the store knows keys only. */
static void
name_new_room (NatterdLedger *self,
               const NatterdRoom *room)
{
  if (natterd_room_get_last_seq (room) == 0 && !natterd_room_is_direct (room))
    self->store->klass->name_room (self->store, natterd_room_get_key (room), natterd_room_get_name (room));
}

static void
note_record (NatterdLedger *self,
             const NatterdEffect *effect)
{
  if (effect->fact == NULL)
    {
      g_ptr_array_add (self->messages, natter_message_ref (effect->message));
      return;
    }
  self->store->klass->set_fact (self->store, effect->fact);
  self->has_facts = TRUE;
}

/* seals the open list and asks for its commit, if it records anything */
static void
seal (NatterdLedger *self,
      gint64 wall)
{
  NatterdEffects *sealed = self->open;

  self->open = self->sealed;
  self->sealed = sealed;
  for (guint i = 0; i < natterd_effects_get_length (sealed); i++)
    {
      const NatterdEffect *effect = natterd_effects_get (sealed, i);

      if (effect->kind == NATTERD_EFFECT_RECORD)
        note_record (self, effect);
      else if (effect->kind == NATTERD_EFFECT_RECORDED && effect->room != NULL)
        name_new_room (self, effect->room);
    }
  self->waiting = TRUE;
  self->answered = self->messages->len == 0 && !self->has_facts;
  if (self->answered)
    return;
  self->asked = g_get_monotonic_time ();
  self->store->klass->commit (self->store, self->messages, wall, on_committed, self);
}

static void
perform_sealed (NatterdLedger *self)
{
  g_autoptr (GError) error = g_steal_pointer (&self->error);

  self->perform (self->user_data, self->sealed, error);
  natterd_effects_clear (self->sealed);
  g_ptr_array_set_size (self->messages, 0);
  self->waiting = self->answered = self->has_facts = FALSE;
  self->serial++;
}

void
natterd_ledger_release (NatterdLedger *self,
                        gint64 wall)
{
  g_return_if_fail (!self->releasing);
  self->releasing = TRUE;
  for (;;)
    {
      if (self->waiting && !self->answered)
        break;
      if (self->waiting)
        perform_sealed (self);
      if (natterd_effects_get_length (self->open) == 0)
        break;
      seal (self, wall);
    }
  self->releasing = FALSE;
}
