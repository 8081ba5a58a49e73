/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-tokenizer-private.h"

#include "shared/natter-words.h"

typedef int (*TokenFunc) (void *context, int flags, const char *token, int length, int start, int end);

typedef struct
{
  TokenFunc take;
  void *context;
  int code;
} Tokens;

/* It has no options and no state. */
static int
create (void *context,
        const char **arguments,
        int n_arguments,
        Fts5Tokenizer **tokenizer)
{
  *tokenizer = (Fts5Tokenizer *) &create;
  return SQLITE_OK;
}

static void delete (Fts5Tokenizer *tokenizer)
{
}

static gboolean
take_word (gpointer user_data,
           const char *word,
           gsize length,
           gsize start,
           gsize end)
{
  Tokens *tokens = user_data;

  tokens->code = tokens->take (tokens->context, 0, word, (int) length, (int) start, (int) end);
  return tokens->code == SQLITE_OK;
}

static int
tokenize (Fts5Tokenizer *tokenizer,
          void *context,
          int flags,
          const char *text,
          int length,
          TokenFunc take)
{
  Tokens tokens = { take, context, SQLITE_OK };

  natter_words_foreach (text, (gsize) length, take_word, &tokens);
  return tokens.code;
}

/* As SQLite documents it. (nullable) */
static fts5_api *
get_api (sqlite3 *database,
         GError **error)
{
  sqlite3_stmt *statement = natterd_sql_prepare (database, "SELECT fts5 (?1)", error);
  fts5_api *api = NULL;

  if (statement == NULL)
    return NULL;
  (void) sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
  (void) natterd_sql_run (statement, error);
  (void) sqlite3_finalize (statement);
  return api;
}

gboolean
natterd_tokenizer_add (sqlite3 *database,
                       GError **error)
{
  fts5_tokenizer methods = { create, delete, tokenize };
  fts5_api *api = get_api (database, error);
  int code;

  if (api == NULL)
    return FALSE;
  code = api->xCreateTokenizer (api, "natterd", NULL, &methods, NULL);
  if (code != SQLITE_OK)
    natterd_sql_set_error (database, code, error);
  return code == SQLITE_OK;
}
