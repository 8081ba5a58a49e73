/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gui-client/model/natter-ui-address.h"

#include "natter-ui-application.h"
#include "natter-ui-trust-page.h"
#include "natter-ui-window-private.h"

/* Which server it is, and what an invite link says of it. */

void
natter_ui_window_follow_trust (NatterUiWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  natter_ui_session_set_known (self->session, natter_ui_application_get_known (NATTER_UI_APPLICATION (application)));
}

gboolean
natter_ui_window_ask_trust (NatterUiWindow *self)
{
  if (!natter_ui_trust_page_ask (NATTER_UI_TRUST_PAGE (self->trust)))
    return FALSE;
  natter_ui_welcome_set_busy (NATTER_UI_WELCOME (self->welcome), NULL);
  natter_ui_window_show_page (self, self->trust);
  return TRUE;
}

/* Back to where one was: among one's rooms, or before the door. */
void
natter_ui_window_on_accepted (NatterUiWindow *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_session_get_rooms (self->session))) > 0)
    {
      natter_ui_window_show_page (self, self->chat);
      return;
    }
  natter_ui_window_show_page (self, self->welcome);
  natter_ui_window_show_connecting (self);
}

void
natter_ui_window_on_left (NatterUiWindow *self)
{
  natter_ui_window_show_page (self, self->welcome);
}

void
natter_ui_window_follow_link (NatterUiWindow *self,
                              NatterLink *link)
{
  g_clear_pointer (&self->link, natter_link_free);
  self->link = link;
}

char *
natter_ui_window_take_typed (NatterUiWindow *self,
                             const char *typed)
{
  NatterLink *link = natter_link_parse (typed);
  g_autofree char *address = NULL;
  NatterKey key;

  if (link != NULL)
    {
      natter_ui_window_follow_link (self, link);
      g_free (self->goal);
      self->goal = g_strdup (link->room);
    }
  if (self->link != NULL)
    address = natter_ui_address_format (self->link->host, self->link->port);
  if (link == NULL && g_strcmp0 (address, typed) != 0)
    natter_ui_window_follow_link (self, NULL);
  if (self->link != NULL && self->link->key != NULL && natter_key_from_text (self->link->key, &key, NULL))
    natter_ui_session_expect (self->session, &key, NULL);
  else
    natter_ui_session_expect (self->session, NULL, natter_ui_welcome_get_key_prefix (NATTER_UI_WELCOME (self->welcome)));
  return self->link != NULL ? g_steal_pointer (&address) : g_strdup (typed);
}

/* The code is for the server that the link names, by its address and its key. */
static gboolean
leads_here (NatterUiWindow *self)
{
  g_autofree char *address = self->link != NULL ? natter_ui_address_format (self->link->host, self->link->port) : NULL;
  NatterUiTrust trust = natter_ui_session_get_trust (self->session);
  const NatterKey *met = natter_ui_session_get_key (self->session);
  NatterKey key;

  if (address == NULL || g_strcmp0 (address, natter_ui_session_get_address (self->session)) != 0)
    return FALSE;
  if (self->link->key == NULL || trust == NATTER_UI_TRUST_LOCAL || trust == NATTER_UI_TRUST_VOUCHED)
    return TRUE;
  return met != NULL && natter_key_from_text (self->link->key, &key, NULL) && natter_key_equal (met, &key);
}

const char *
natter_ui_window_get_code (NatterUiWindow *self,
                           const char *room)
{
  return leads_here (self) && g_strcmp0 (self->link->room, room) == 0 ? self->link->code : NULL;
}
