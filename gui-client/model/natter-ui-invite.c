/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>

#include "shared/natter-key.h"
#include "shared/natter-link.h"

#include "natter-ui-invite.h"

/* By the name alone. */
static gboolean
is_this_computer (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_any (address);
  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

char *
natter_ui_invite_dup_link (NatterUiSession *session,
                           NatterUiRoom *room,
                           const NatterCode *code)
{
  const NatterKey *key = natter_ui_session_get_key (session);
  g_autofree char *host = NULL;
  g_autofree char *text = key != NULL ? natter_key_to_text (key) : NULL;
  NatterLink link = { .room = (char *) natter_ui_room_get_name (room), .code = code->code, .key = text };

  if (code->link != NULL)
    {
      g_autoptr (NatterLink) told = natter_link_parse (code->link);

      return told != NULL ? natter_link_build (told) : NULL; /* it is shown, copied and opened: no more than is known of links */
    }
  if (!natter_link_parse_address (natter_ui_session_get_address (session), &host, &link.port) || is_this_computer (host))
    return NULL;
  link.host = host;
  return natter_link_build (&link);
}

gboolean
natter_ui_invite_has_key (const char *link)
{
  g_autoptr (NatterLink) parsed = natter_link_parse (link);

  return parsed != NULL && parsed->key != NULL;
}
