/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-ui-session-private.h"

/* Which server it is, and whether it may hear us: PROTOCOL.md §10.8. What decides is natter-ui-trust.c; here it is acted upon. */

static void
set_trust (NatterUiSession *self, NatterUiTrust trust)
{
  if (self->trust == trust)
    return;

  self->trust = trust;
  natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_TRUST);
}

void
natter_ui_session_forget_meeting (NatterUiSession *self)
{
  self->has_key = FALSE;
  set_trust (self, NATTER_UI_TRUST_UNKNOWN);
}

/* Where one is asked about a key that is known already it is nobody else's business how it came to be. */
static NatterUiKnown *
get_known (NatterUiSession *self)
{
  if (self->known == NULL)
    self->known = natter_ui_known_new (NULL);
  return self->known;
}

/* Another window, which is a program of its own, may have been there since. */
void
natter_ui_session_recall (NatterUiSession *self)
{
  natter_ui_known_refresh (get_known (self));
}

NatterUiWay
natter_ui_session_choose_way (NatterUiSession *self)
{
  gboolean has_key = self->has_expected || natter_ui_known_get_key (get_known (self), self->address) != NULL;

  return has_key || self->wary ? NATTER_UI_WAY_ENCRYPTED : NATTER_UI_WAY_USUAL;
}

static GError *
new_trust_error (NatterUiSession *self)
{
  switch (self->trust)
    {
    case NATTER_UI_TRUST_FIRST:
      return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_FIRST_KEY,
                          _ ("You are at %s for the first time. Is it the server you mean?"), self->address);
    case NATTER_UI_TRUST_CHANGED:
      return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_CHANGED_KEY,
                          _ ("%s is not the server it should be: it has another key. Nothing was said to it."), self->address);
    case NATTER_UI_TRUST_STRIPPED:
      return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_BARE,
                          _ ("%s should encrypt, and does not. Nothing was said to it."), self->address);
    case NATTER_UI_TRUST_BARE:
    default:
      return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_BARE,
                          _ ("%s does not encrypt: whoever is on the way can read along."), self->address);
    }
}

/* Somebody has to be asked; until then nobody comes back here. */
static void
stop (NatterUiSession *self)
{
  g_autoptr (GError) error = new_trust_error (self);

  self->stays_away = TRUE;
  natter_ui_session_break (self, error, 0);
}

static void
decide (NatterUiSession *self, const NatterUiMeeting *meeting)
{
  NatterUiKnowledge knowledge = {
    .pin = natter_ui_known_get_key (get_known (self), self->address),
    .expected = self->has_expected ? &self->expected : NULL,
    .prefix = self->prefix,
    .bare = natter_ui_known_get_bare (get_known (self), self->address),
  };

  NatterUiMeeting met = *meeting;

  met.local = met.local && !self->wary;
  self->has_key = met.encrypted;
  self->met = met.key;
  set_trust (self, natter_ui_trust_decide (&met, &knowledge));
}

void
natter_ui_session_take_reached (NatterUiSession *self)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  if (self->state != NATTER_UI_STATE_CONNECTING || self->opened)
    return;

  natter_ui_session_await_answer (self);
  natter_ui_session_settle (self);
}

/* PROTOCOL.md §3.10: what opens an account, and was kept for a server that encrypts, is not for whoever listens along. */
static void
forget_account (NatterUiSession *self)
{
  if (!self->is_account)
    return;

  natter_ui_session_forget_token (self);
  self->is_account = FALSE;
}

void
natter_ui_session_take_met (NatterUiSession *self, const NatterUiMeeting *meeting)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (meeting != NULL);

  if (self->state != NATTER_UI_STATE_CONNECTING || self->opened)
    return;

  decide (self, meeting);
  if (!natter_ui_trust_joins (self->trust))
    {
      stop (self);
      natter_ui_session_settle (self);
      return;
    }

  if (meeting->encrypted)
    natter_ui_known_note_key (get_known (self), self->address, &meeting->key);
  if (self->trust == NATTER_UI_TRUST_BARE_AGREED)
    forget_account (self);
  natter_ui_session_take_opened (self);
}

/* The server said that it does not encrypt; that is not taken for its word that it is the one. */
gboolean
natter_ui_session_take_bare (NatterUiSession *self)
{
  NatterUiMeeting meeting = { 0 };

  decide (self, &meeting);
  if (!natter_ui_trust_joins (self->trust))
    {
      stop (self);
      return FALSE;
    }

  natter_ui_session_dial_by (self, NATTER_UI_WAY_BARE);
  return TRUE;
}

void
natter_ui_session_set_known (NatterUiSession *self, NatterUiKnown *known)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (self->known == NULL);

  self->known = g_object_ref (known);
}

void
natter_ui_session_set_wary (NatterUiSession *self, gboolean wary)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  self->wary = wary;
}

void
natter_ui_session_expect (NatterUiSession *self, const NatterKey *key, const char *prefix)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  self->has_next = key != NULL;
  if (key != NULL)
    self->next = *key;
  g_free (self->next_prefix);
  self->next_prefix = g_strdup (prefix);
}

/* What was said of the server that is opened now; or nothing. */
void
natter_ui_session_begin_trust (NatterUiSession *self)
{
  self->has_expected = self->has_next;
  self->expected = self->next;
  self->has_next = FALSE;
  g_free (self->prefix);
  self->prefix = g_steal_pointer (&self->next_prefix);
  natter_ui_session_forget_meeting (self);
}

/* @word: as somebody typed it. */
static gboolean
is_first_word (NatterUiSession *self, const char *word)
{
  g_autofree char *phrase = natter_key_to_phrase (&self->met, " ");
  g_autofree char *typed = g_strstrip (g_ascii_strdown (word != NULL ? word : "", -1));

  return strcspn (phrase, " ") == strlen (typed) && g_str_has_prefix (phrase, typed);
}

gboolean
natter_ui_session_accept (NatterUiSession *self, const char *word)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);

  switch (self->trust)
    {
    case NATTER_UI_TRUST_CHANGED:
      if (!is_first_word (self, word))
        return FALSE;
      natter_ui_known_note_key (get_known (self), self->address, &self->met);
      break;
    case NATTER_UI_TRUST_FIRST:
      natter_ui_known_note_key (get_known (self), self->address, &self->met);
      break;
    case NATTER_UI_TRUST_BARE:
      natter_ui_session_keep_password (self, NULL);
      natter_ui_known_note_bare (get_known (self), self->address);
      break;
    default:
      return FALSE;
    }

  self->has_expected = FALSE;
  g_clear_pointer (&self->prefix, g_free);
  natter_ui_session_try_now (self);
  return TRUE;
}

void
natter_ui_session_forget_key (NatterUiSession *self)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  natter_ui_known_forget (get_known (self), self->address);
}

const NatterKey *
natter_ui_session_get_pin (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);

  return natter_ui_known_get_key (get_known (self), self->address);
}

NatterUiTrust
natter_ui_session_get_trust (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NATTER_UI_TRUST_UNKNOWN);

  return self->trust;
}

const NatterKey *
natter_ui_session_get_key (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);

  return self->has_key ? &self->met : NULL;
}
