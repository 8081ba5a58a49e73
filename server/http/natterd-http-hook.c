/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-http-hook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-json.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#define ROOMS  "/rooms/"
#define HOOK   "/hook/"
#define BEARER "Bearer "

void
natterd_http_words_free (NatterdHttpWords *self)
{
  if (self->token != NULL)
    explicit_bzero (self->token, strlen (self->token));
  g_free (self->token);
  g_free (self->room);
  g_free (self->id);
  g_free (self->text);
  g_free (self);
}

gboolean
natterd_http_is_hook (const char *path)
{
  return g_str_has_prefix (path, ROOMS) || g_str_has_prefix (path, HOOK);
}

static void
set_bad (GError **error,
         NatterError code,
         const char *sentence)
{
  g_set_error_literal (error, NATTER_ERROR, (int) code, sentence);
}

/* One piece of the path, decoded. Returns: (transfer full) (nullable): NULL where it is not text. */
static char *
decode (const char *piece,
        gsize length)
{
  g_autofree char *decoded = g_uri_unescape_segment (piece, piece + length, NULL);

  return decoded != NULL && g_utf8_validate (decoded, -1, NULL) ? g_steal_pointer (&decoded) : NULL;
}

/* Returns: (transfer full) (nullable): "#" before it or not. */
static char *
decode_room (const char *piece,
             GError **error)
{
  gsize length = strlen (piece);
  g_autofree char *room = NULL;

  if (length > 0 && piece[length - 1] == '/')
    length--;
  room = length > 0 && memchr (piece, '/', length) == NULL ? decode (piece, length) : NULL;
  if (room == NULL || room[0] == '@')
    {
      set_bad (error, NATTER_ERROR_NO_SUCH_ROOM, _ ("There is no such room to post to: the path is /rooms/ROOM or /hook/TOKEN/ROOM."));
      return NULL;
    }
  return g_steal_pointer (&room);
}

static void
set_no_token (GError **error)
{
  set_bad (error, NATTER_ERROR_WRONG_PASSWORD, _ ("That is not the token of a bot. Please ask the operator for one."));
}

/* (transfer full) (nullable): NULL: it shows none. */
static char *
dup_bearer (const char *authorization)
{
  if (authorization == NULL || g_ascii_strncasecmp (authorization, BEARER, strlen (BEARER)) != 0)
    return NULL;
  return g_strstrip (g_strdup (authorization + strlen (BEARER)));
}

gboolean
natterd_http_is_bearer (const char *authorization,
                        const char *digest)
{
  g_autofree char *token = dup_bearer (authorization);
  g_autofree char *shown = token != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1) : NULL;

  if (token != NULL)
    explicit_bzero (token, strlen (token));
  return g_strcmp0 (shown, digest) == 0;
}

/* where the token and the room are */
static gboolean
read_path (NatterdHttpWords *self,
           const NatterdHttpPost *post,
           GError **error)
{
  const char *slash;

  if (g_str_has_prefix (post->path, ROOMS))
    {
      self->token = dup_bearer (post->authorization);
      if (self->token == NULL)
        {
          set_no_token (error);
          return FALSE;
        }
      self->room = decode_room (post->path + strlen (ROOMS), error);
      return self->room != NULL;
    }
  slash = strchr (post->path + strlen (HOOK), '/');
  self->token = decode (post->path + strlen (HOOK),
                        slash != NULL ? (gsize) (slash - post->path) - strlen (HOOK) : strlen (post->path) - strlen (HOOK));
  if (self->token == NULL)
    {
      set_no_token (error);
      return FALSE;
    }
  if (slash == NULL || slash[1] == '\0')
    return TRUE;
  self->room = decode_room (slash + 1, error);
  return self->room != NULL;
}

static gboolean
is_type (const char *type,
         const char *wanted)
{
  gsize length = strlen (wanted);

  return type != NULL && g_ascii_strncasecmp (type, wanted, length) == 0 && (type[length] == '\0' || strchr ("; \t", type[length]) != NULL);
}

/* what a form sends as payload=JSON. (transfer full) (nullable) */
static char *
dup_payload (const NatterdHttpPost *post)
{
  static const char name[] = "payload=";
  g_autofree char *body = NULL;
  char *json;

  if (!is_type (post->type, "application/x-www-form-urlencoded") || post->length < sizeof name || memcmp (post->body, name, sizeof name - 1) != 0)
    return NULL;
  body = g_strndup (post->body + sizeof name - 1, post->length - (sizeof name - 1));
  g_strdelimit (body, "+", ' ');
  json = g_uri_unescape_string (body, NULL);
  if (json != NULL && json[0] == '{')
    return json;
  g_free (json);
  return NULL;
}

static gboolean
read_body (NatterdHttpWords *self,
           const NatterdHttpPost *post,
           GError **error)
{
  g_autofree char *payload = dup_payload (post);

  if (payload != NULL)
    return natter_json_decode_note (payload, strlen (payload), &self->text, &self->id, error);
  if (is_type (post->type, "application/json"))
    return natter_json_decode_note (post->body, post->length, &self->text, &self->id, error);
  if (!natter_text_validate_line (post->body, post->length, error))
    return FALSE;
  self->text = g_strndup (post->body, post->length);
  return TRUE;
}

static gboolean
read_key (NatterdHttpWords *self,
          const NatterdHttpPost *post,
          GError **error)
{
  if (post->key != NULL)
    {
      g_free (self->id);
      self->id = g_strdup (post->key);
    }
  if (self->id == NULL)
    return TRUE;
  for (const char *c = self->id; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) && *c != ' ')
      {
        set_bad (error, NATTER_ERROR_BAD_FIELD, _ ("An Idempotency-Key is 1 to 64 printable ASCII characters."));
        return FALSE;
      }
  if (self->id[0] != '\0' && strlen (self->id) <= NATTER_LIMIT_ID)
    return TRUE;
  set_bad (error, NATTER_ERROR_BAD_FIELD, _ ("An Idempotency-Key is 1 to 64 printable ASCII characters."));
  return FALSE;
}

NatterdHttpWords *
natterd_http_read_post (const NatterdHttpPost *post,
                        GError **error)
{
  g_autoptr (NatterdHttpWords) self = g_new0 (NatterdHttpWords, 1);

  if (!read_path (self, post, error) || !read_body (self, post, error) || !read_key (self, post, error))
    return NULL;
  return g_steal_pointer (&self);
}

guint
natterd_http_get_status (NatterError code)
{
  static const struct
  {
    NatterError code;
    guint status;
  } table[] = {
    { NATTER_ERROR_WRONG_PASSWORD, 401 },
    { NATTER_ERROR_NOT_ALLOWED, 403 },
    { NATTER_ERROR_NOT_PRIVATE, 403 },
    { NATTER_ERROR_MUTED, 403 },
    { NATTER_ERROR_BANNED, 403 },
    { NATTER_ERROR_BANNED_EVERYWHERE, 403 },
    { NATTER_ERROR_KICKED, 403 },
    { NATTER_ERROR_READ_ONLY, 403 },
    { NATTER_ERROR_NO_SUCH_ROOM, 404 },
    { NATTER_ERROR_NOT_IN_ROOM, 404 },
    { NATTER_ERROR_TEXT_TOO_LONG, 413 },
    { NATTER_ERROR_LINE_TOO_LONG, 413 },
    { NATTER_ERROR_SLOW_DOWN, 429 },
    { NATTER_ERROR_STORAGE_UNAVAILABLE, 503 },
    { NATTER_ERROR_SHUTTING_DOWN, 503 },
    { NATTER_ERROR_SERVER_FULL, 503 },
    { NATTER_ERROR_FAILED, 500 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].code == code)
      return table[i].status;
  return 400;
}
