/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-trust.h"

static NatterUiTrust
decide_bare (const NatterUiMeeting *meeting, const NatterUiKnowledge *knowledge)
{
  if (knowledge->pin != NULL || knowledge->expected != NULL)
    return NATTER_UI_TRUST_STRIPPED;
  if (meeting->local)
    return NATTER_UI_TRUST_LOCAL;
  return knowledge->bare ? NATTER_UI_TRUST_BARE_AGREED : NATTER_UI_TRUST_BARE;
}

static gboolean
has_prefix (const NatterKey *key, const char *prefix)
{
  g_autofree char *text = natter_key_to_text (key);

  return g_str_has_prefix (text, prefix);
}

static gboolean
contradicts (const NatterKey *known, const NatterUiMeeting *meeting)
{
  return known != NULL && !natter_key_equal (known, &meeting->key);
}

NatterUiTrust
natter_ui_trust_decide (const NatterUiMeeting *meeting, const NatterUiKnowledge *knowledge)
{
  if (!meeting->encrypted)
    return decide_bare (meeting, knowledge);
  if (meeting->vouched)
    return NATTER_UI_TRUST_VOUCHED;
  if (contradicts (knowledge->expected, meeting) || contradicts (knowledge->pin, meeting))
    return NATTER_UI_TRUST_CHANGED;
  if (knowledge->expected != NULL || knowledge->pin != NULL)
    return NATTER_UI_TRUST_PINNED;
  if (knowledge->prefix != NULL && !has_prefix (&meeting->key, knowledge->prefix))
    return NATTER_UI_TRUST_CHANGED;
  return NATTER_UI_TRUST_FIRST;
}

gboolean
natter_ui_trust_joins (NatterUiTrust trust)
{
  return trust == NATTER_UI_TRUST_LOCAL || trust == NATTER_UI_TRUST_VOUCHED || trust == NATTER_UI_TRUST_PINNED ||
         trust == NATTER_UI_TRUST_BARE_AGREED;
}
