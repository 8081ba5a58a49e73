/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "server/http/natterd-http-hook.h"

/* PROTOCOL.md §14.3: what is posted, and what is made of it. */

#define FORM "application/x-www-form-urlencoded"
#define JSON "application/json"

typedef struct
{
  const char *name;
  const char *path, *type, *authorization, *key, *body;
  const char *token, *room, *id, *text; /* … or: */
  NatterError code;
} Case;

static const Case cases[] = {
  { "bearer", "/rooms/builds", NULL, "Bearer t0k", NULL, "done", "t0k", "builds", NULL, "done", 0 },
  { "bearer in small letters", "/rooms/builds", NULL, "bearer  t0k ", NULL, "done", "t0k", "builds", NULL, "done", 0 },
  { "curl -d", "/rooms/builds", FORM, "Bearer t", NULL, "a=b&c+d%20", "t", "builds", NULL, "a=b&c+d%20", 0 },
  { "hash", "/rooms/%23builds", NULL, "Bearer t", NULL, "x", "t", "#builds", NULL, "x", 0 },
  { "room in UTF-8", "/rooms/b%C3%BCro/", NULL, "Bearer t", NULL, "x", "t", "büro", NULL, "x", 0 },
  { "room with a slash", "/rooms/a%2Fb", NULL, "Bearer t", NULL, "x", "t", "a/b", NULL, "x", 0 },
  { "room is no text", "/rooms/%FF", NULL, "Bearer t", NULL, "x", NULL, NULL, NULL, NULL, NATTER_ERROR_NO_SUCH_ROOM },
  { "room with NUL", "/rooms/a%00b", NULL, "Bearer t", NULL, "x", NULL, NULL, NULL, NULL, NATTER_ERROR_NO_SUCH_ROOM },
  { "no room", "/rooms/", NULL, "Bearer t", NULL, "x", NULL, NULL, NULL, NULL, NATTER_ERROR_NO_SUCH_ROOM },
  { "a person", "/rooms/@bob", NULL, "Bearer t", NULL, "x", NULL, NULL, NULL, NULL, NATTER_ERROR_NO_SUCH_ROOM },
  { "two rooms", "/rooms/a/b", NULL, "Bearer t", NULL, "x", NULL, NULL, NULL, NULL, NATTER_ERROR_NO_SUCH_ROOM },
  { "no token", "/rooms/builds", NULL, NULL, NULL, "x", NULL, NULL, NULL, NULL, NATTER_ERROR_WRONG_PASSWORD },
  { "another scheme", "/rooms/builds", NULL, "Basic dDp0", NULL, "x", NULL, NULL, NULL, NULL, NATTER_ERROR_WRONG_PASSWORD },
  { "hook", "/hook/t0k", NULL, NULL, NULL, "x", "t0k", NULL, NULL, "x", 0 },
  { "hook/", "/hook/t0k/", NULL, NULL, NULL, "x", "t0k", NULL, NULL, "x", 0 },
  { "hook and room", "/hook/t0k/builds", NULL, NULL, NULL, "x", "t0k", "builds", NULL, "x", 0 },
  { "hook with bearer", "/hook/t0k", NULL, "Bearer other", NULL, "x", "t0k", NULL, NULL, "x", 0 },
  { "several lines", "/hook/t", "text/plain; charset=utf-8", NULL, NULL, "a\r\nb\n", "t", NULL, NULL, "a\r\nb\n", 0 },
  { "key", "/hook/t", NULL, NULL, "build 7", "x", "t", NULL, "build 7", "x", 0 },
  { "empty key", "/hook/t", NULL, NULL, "", "x", NULL, NULL, NULL, NULL, NATTER_ERROR_BAD_FIELD },
  { "key with a control", "/hook/t", NULL, NULL, "a\tb", "x", NULL, NULL, NULL, NULL, NATTER_ERROR_BAD_FIELD },
  { "long key", "/hook/t", NULL, NULL, "0123456789012345678901234567890123456789012345678901234567890123x", "x", NULL, NULL, NULL, NULL,
    NATTER_ERROR_BAD_FIELD },
  { "json", "/hook/t", JSON, NULL, NULL, "{\"text\":\"a\\nb\"}", "t", NULL, NULL, "a\nb", 0 },
  { "json, spread", "/hook/t", JSON "; charset=utf-8", NULL, NULL, " {\n \"id\" : \"i\",\n\t\"text\" : \"a\" } \n", "t", NULL, "i", "a", 0 },
  { "json, key wins", "/hook/t", JSON, NULL, "k", "{\"id\":\"i\",\"text\":\"a\"}", "t", NULL, "k", "a", 0 },
  { "json of Slack", "/hook/t", JSON, NULL, NULL,
    "{\"username\":\"ci\",\"icon_emoji\":\":x:\",\"text\":\"a\",\"attachments\":[{\"a\":[[[[[[[[[[{\"b\":1}]]]]]]]]]]}]}", "t", NULL, NULL, "a", 0 },
  { "form of Slack", "/hook/t", FORM, NULL, NULL, "payload=%7B%22text%22%3A%22a+b%2Bc%22%7D", "t", NULL, NULL, "a b+c", 0 },
  { "no form of Slack", "/hook/t", FORM, NULL, NULL, "payload=5", "t", NULL, NULL, "payload=5", 0 },
  { "json without text", "/hook/t", JSON, NULL, NULL, "{\"txt\":\"a\"}", NULL, NULL, NULL, NULL, NATTER_ERROR_BAD_FIELD },
  { "json with another text", "/hook/t", JSON, NULL, NULL, "{\"text\":5}", NULL, NULL, NULL, NULL, NATTER_ERROR_BAD_FIELD },
  { "json with NUL", "/hook/t", JSON, NULL, NULL, "{\"text\":\"a\\u0000b\"}", NULL, NULL, NULL, NULL, NATTER_ERROR_BAD_FIELD },
  { "no json", "/hook/t", JSON, NULL, NULL, "text", NULL, NULL, NULL, NULL, NATTER_ERROR_BAD_JSON },
  { "half of json", "/hook/t", JSON, NULL, NULL, "{\"text\":\"a\"", NULL, NULL, NULL, NULL, NATTER_ERROR_BAD_JSON },
  { "json and more", "/hook/t", JSON, NULL, NULL, "{\"text\":\"a\"}x", NULL, NULL, NULL, NULL, NATTER_ERROR_BAD_JSON },
  { "not UTF-8", "/hook/t", NULL, NULL, NULL, "a\xff", NULL, NULL, NULL, NULL, NATTER_ERROR_NOT_UTF8 },
  { "json not in UTF-8", "/hook/t", JSON, NULL, NULL, "{\"text\":\"\xff\"}", NULL, NULL, NULL, NULL, NATTER_ERROR_NOT_UTF8 },
  { "token is no text", "/hook/%FF", NULL, NULL, NULL, "x", NULL, NULL, NULL, NULL, NATTER_ERROR_WRONG_PASSWORD },
  { "empty", "/hook/t", NULL, NULL, NULL, "", "t", NULL, NULL, "", 0 }, /* the domain's to refuse */
};

static void
test_post (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (GError) error = NULL;
  const NatterdHttpPost post = {
    .path = expected->path,
    .type = expected->type,
    .authorization = expected->authorization,
    .key = expected->key,
    .body = expected->body,
    .length = strlen (expected->body),
  };
  g_autoptr (NatterdHttpWords) words = natterd_http_read_post (&post, &error);

  if (expected->code != 0)
    {
      g_assert_error (error, NATTER_ERROR, (int) expected->code);
      g_assert_null (words);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (words->token, ==, expected->token);
  g_assert_cmpstr (words->room, ==, expected->room);
  g_assert_cmpstr (words->id, ==, expected->id);
  g_assert_cmpstr (words->text, ==, expected->text);
}

/* A NUL in the body is seen, whatever comes after it. */
static void
test_nul (void)
{
  g_autoptr (GError) error = NULL;
  const NatterdHttpPost post = { .path = "/hook/t", .body = "a\0b", .length = 3 };
  g_autoptr (NatterdHttpWords) words = natterd_http_read_post (&post, &error);

  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_CONTROL_CHARACTERS);
  g_assert_null (words);
}

static void
test_status (void)
{
  g_assert_cmpuint (natterd_http_get_status (NATTER_ERROR_WRONG_PASSWORD), ==, 401);
  g_assert_cmpuint (natterd_http_get_status (NATTER_ERROR_NOT_ALLOWED), ==, 403);
  g_assert_cmpuint (natterd_http_get_status (NATTER_ERROR_NO_SUCH_ROOM), ==, 404);
  g_assert_cmpuint (natterd_http_get_status (NATTER_ERROR_TEXT_TOO_LONG), ==, 413);
  g_assert_cmpuint (natterd_http_get_status (NATTER_ERROR_SLOW_DOWN), ==, 429);
  g_assert_cmpuint (natterd_http_get_status (NATTER_ERROR_STORAGE_UNAVAILABLE), ==, 503);
  for (guint i = 0; i < NATTER_N_ERRORS; i++)
    g_assert_cmpuint (natterd_http_get_status (i), >=, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http/hook/", cases[i].name, NULL);

      for (char *c = path + strlen ("/http/hook/"); *c != '\0'; c++)
        if (*c == ' ' || *c == '/')
          *c = '-';
      g_test_add_data_func (path, &cases[i], test_post);
    }
  g_test_add_func ("/http/hook/nul", test_nul);
  g_test_add_func ("/http/hook/status", test_status);
  return g_test_run ();
}
