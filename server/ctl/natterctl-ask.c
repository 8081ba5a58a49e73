/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-ask.h"

#include "natterctl-connect.h"
#include "natterctl-line.h"
#include "natterctl-show.h"

JsonObject *
natterctl_ask (const NatterctlOptions *options,
               GString *line,
               GError **error)
{
  g_autoptr (NatterctlWire) wire = natterctl_connect_local (options, error);
  JsonObject *answer;

  if (wire == NULL)
    {
      g_string_free (line, TRUE);
      return NULL;
    }
  answer = natterctl_wire_ask (wire, line, NULL, error);
  if (answer != NULL && options->json)
    natterctl_show_json (answer);
  return answer;
}

gboolean
natterctl_ask_and_tell (const NatterctlOptions *options,
                        GString *line,
                        GError **error)
{
  g_autoptr (JsonObject) answer = natterctl_ask (options, line, error);
  const char *text = answer != NULL ? natterctl_event_get (answer, "text") : NULL;

  if (text != NULL && text[0] != '\0' && !options->json)
    natterctl_show_line ("%s", text);
  return answer != NULL;
}
