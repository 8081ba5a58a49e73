/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-findings.h"

#include <json-glib/json-glib.h>

#include "natterctl-show.h"

static void
show_json (NatterctlState state,
           const char *about,
           const char *text,
           const char *advice)
{
  static const char *const words[] = { "fine", "note", "wrong" };
  g_autoptr (JsonObject) finding = json_object_new ();

  json_object_set_string_member (finding, "check", about);
  json_object_set_string_member (finding, "state", words[state]);
  json_object_set_string_member (finding, "text", text);
  if (advice != NULL)
    json_object_set_string_member (finding, "advice", advice);
  natterctl_show_json (finding);
}

void
natterctl_findings_add (NatterctlFindings *self,
                        NatterctlState state,
                        const char *about,
                        const char *text,
                        const char *advice)
{
  static const char *const signs[] = { "✓", "·", "✗" };
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  self->n++;
  self->n_wrong += state == NATTERCTL_WRONG ? 1 : 0;
  if (self->as_json)
    {
      show_json (state, about, valid, advice);
      return;
    }
  natterctl_show_line ("%s %-11s %s", signs[state], about, valid);
  if (advice != NULL)
    natterctl_show_line ("  %-11s → %s", "", advice);
}

void
natterctl_findings_take (NatterctlFindings *self,
                         NatterctlState state,
                         const char *about,
                         char *text,
                         const char *advice)
{
  natterctl_findings_add (self, state, about, text, advice);
  g_free (text);
}
