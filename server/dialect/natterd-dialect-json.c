/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-json.h"

#include "natterd-dialect.h"

/* PROTOCOL.md §5. The codec belongs to both ends of the wire; here it is only given the dialect's shape. */

static NatterCommand *
natterd_json_parse (NatterdDialectState *state,
                    NatterStage stage,
                    const char *line,
                    gsize length,
                    char **id,
                    char **suggestion,
                    GError **error)
{
  g_autoptr (GError) local_error = NULL;
  NatterCommand *command;

  *id = NULL;
  *suggestion = NULL;

  command = natter_json_decode_command (line, length, id, &local_error);
  if (command != NULL)
    return command;

  if (g_error_matches (local_error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND))
    {
      g_autofree char *word = natter_json_dup_word (line, length);

      *suggestion = word != NULL ? g_strdup (natter_verb_suggest (word, NATTER_STAGE_ANY)) : NULL;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* Every program reads the same bytes. */
static guint
natterd_json_choose (const NatterEvent *event, const NatterdView *view)
{
  return 0;
}

static void
natterd_json_encode (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out)
{
  natter_json_encode_event (event, out);
  g_string_append_c (out, '\n');
}

static const NatterdDialect natterd_dialect_json = {
  .name = "json",
  .parse = natterd_json_parse,
  .choose = natterd_json_choose,
  .encode = natterd_json_encode,
  .pings = TRUE,
  .one_spelling = TRUE,
};

const NatterdDialect *
natterd_dialect_get_json (void)
{
  return &natterd_dialect_json;
}
