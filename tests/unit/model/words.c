/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gui-client/model/natter-ui-address.h"
#include "gui-client/model/natter-ui-completion.h"
#include "gui-client/model/natter-ui-name.h"
#include "gui-client/model/natter-ui-notice.h"
#include "gui-client/model/natter-ui-recent.h"

#include "model-support.h"

#include <glib/gstdio.h>

/* Addresses, names, what Tab proposes, and the servers one was on. */

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    const char *host; /* NULL: refused */
    guint port;
    const char *shown;
  } rows[] = {
    { "chat.example.org", "chat.example.org", 5005, "chat.example.org" },
    { "  localhost:5006 ", "localhost", 5006, "localhost:5006" },
    { "192.168.1.2:5005", "192.168.1.2", 5005, "192.168.1.2" },
    { "[::1]:7000", "::1", 7000, "[::1]:7000" },
    { "[::1]", "::1", 5005, "::1" },
    { "::1", "::1", 5005, "::1" },
    { "[fe80::1%eth0]:7000", "fe80::1%eth0", 7000, "[fe80::1%eth0]:7000" },
    { "natter://host:6000/lobby", "host", 6000, "host:6000" },
    { "NATTER://host", "host", 5005, "host" },
    { "natter://host?key=short", NULL }, /* §12.2 */
    { "bücher.example", "bücher.example", 5005, "bücher.example" },
    { "", NULL },
    { "   ", NULL },
    { ":5005", NULL },
    { "host:", NULL },
    { "host:0", NULL },
    { "host:65536", NULL },
    { "host:-1", NULL },
    { "host: 5005", NULL },
    { "host:5005x", NULL },
    { "a b", NULL },
    { "[::1", NULL },
    { "[::1]x", NULL },
    { "[host]:1", NULL },
    { "::1::2", NULL },
    { "host/path", NULL },
    { "http://host", NULL },
    { "host\n", "host", 5005, "host" },
    { "-host", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *host = NULL;
      g_autoptr (GError) error = NULL;
      guint16 port = 0;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (natter_ui_address_parse (rows[i].text, &host, &port, &error), ==, rows[i].host != NULL);
      g_assert_cmpstr (host, ==, rows[i].host);
      if (host == NULL)
        g_assert_error (error, NATTER_UI_ERROR, NATTER_UI_ERROR_BAD_ADDRESS);
      else
        {
          g_autofree char *shown = natter_ui_address_format (host, port);

          g_assert_cmpuint (port, ==, rows[i].port);
          g_assert_cmpstr (shown, ==, rows[i].shown);
        }
    }
}

/* Where a link leads. */
static void
test_links (void)
{
  static const struct
  {
    const char *text;
    const char *address; /* NULL: none */
    const char *room;
  } rows[] = {
    { "host", "host", NULL },
    { "natter://host", "host", NULL },
    { "natter://host/", "host", NULL },
    { "natter://host:7/garden", "host:7", "garden" },
    { "NATTER://host/%23garden/", "host", "garden" },
    { "natter://host/#garden", "host", "garden" },
    { "natter://host#garden", "host", "garden" },
    { "natter://[::1]:7/@bob?x=y", "[::1]:7", "@bob" },
    { "natter://host/b%C3%BCro", "host", "büro" },
    { "natter://host/garden?code=xyz&key=mIfCY2yvfqIWmxuxfqzDp0gSDAXzCtQPnZi0PEc5-_0", "host", "garden" },
    { "natter://host/garden?key=mIfCY2yvfqIWmxuxfqzDp0gSDAXzCtQPnZi0PEc5-_", NULL, NULL },
    { "natter://host/garden?key=", NULL, NULL },
    { "natter://host/garden?key=mIfCY2yvfqIWmxuxfqzDp0gSDAXzCtQPnZi0PEc5-_0&key=mIfCY2yvfqIWmxuxfqzDp0gSDAXzCtQPnZi0PEc5-_0", NULL, NULL },
    { "natter://host/garden#12x", NULL, NULL },
    { "natter://host/%ff%00", NULL, NULL },
    { "natter://host?x", "host", NULL },
    { "natter:///garden", NULL, NULL },
    { "natter://a b/garden", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *address = NULL, *room = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (natter_ui_address_parse_link (rows[i].text, &address, &room, &error), ==, rows[i].address != NULL);
      g_assert_cmpstr (address, ==, rows[i].address);
      g_assert_cmpstr (room, ==, rows[i].room);
      /* what to do with half a link is something else than with an address */
      if (rows[i].address == NULL)
        g_assert_true (g_str_has_prefix (error->message, "This link is damaged"));
    }
}

static void
test_message_links (void)
{
  g_assert_cmpuint (natter_ui_address_get_link_seq ("natter://host:7/lobby#12"), ==, 12);
  g_assert_cmpuint (natter_ui_address_get_link_seq ("natter://host/@bob#3"), ==, 3);
  g_assert_cmpuint (natter_ui_address_get_link_seq ("natter://host/#12"), ==, 0); /* a room */
  g_assert_cmpuint (natter_ui_address_get_link_seq ("natter://host#12"), ==, 0);
  g_assert_cmpuint (natter_ui_address_get_link_seq ("natter://host/lobby#-1"), ==, 0);
  g_assert_cmpuint (natter_ui_address_get_link_seq ("natter://host/lobby#99999999999999999999"), ==, 0);
  g_assert_cmpuint (natter_ui_address_get_link_seq ("natter://host/lobby#1x"), ==, 0);
  g_assert_cmpuint (natter_ui_address_get_link_seq ("host/lobby#1"), ==, 0);
}

/* §3.1 */
static void
test_names (void)
{
  static const struct
  {
    const char *real;
    const char *user;
    const char *name;
  } rows[] = {
    { "Alice Liddell", "al", "Alice" },
    { "Unknown", "al", "al" },
    { NULL, "al", "al" },
    { "", "root", "root" },
    { "  \t Zoë  ", "z", "Zoë" },
    { "(\"Bob\")", "b", "Bob" },
    { "O'Brien, Miles", "m", "O'Brien" },
    { "王 小明", "w", "王" },
    { "... !!", "x", "x" },
    { "\xff\xfe", "y", "y" },
    { NULL, NULL, "" },
    { "!", "?", "" },
    { "Abcdefghijklmnopqrstuvwxyzabcdefghijklmnop", NULL, "Abcdefghijklmnopqrstuvwxyzabcdef" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = natter_ui_name_suggest (rows[i].real, rows[i].user);

      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

static void
test_completion (void)
{
  static const char *const people[] = { "bob", "Bobby", "carol", "Émile", NULL };
  static const char *const rooms[] = { "lobby", "garden", "logs", NULL };
  static const struct
  {
    const char *text;     /* the cursor is at | */
    const char *expected; /* joined by | */
    gsize start;
  } rows[] = {
    { "bo|", "bob: |Bobby: ", 0 },
    { "BOB|", "bob: |Bobby: ", 0 },
    { "hello bo|", "bob |Bobby ", 6 },
    { "hello ca| there", "carol ", 6 },
    { "é|", "Émile: ", 0 },
    { "first\nca|", "carol: ", 6 },
    { "x|", "", 0 },
    { "|", "", 0 },
    { "hello |", "", 6 },
    { "/lo|", "/logout |/look ", 0 },
    { "/TO|", "/topic ", 0 },
    { "/po|", "", 0 },
    { "/login|", "", 0 },
    { "see #lo|", "#lobby |#logs ", 4 },
    { "@ca|", "@carol ", 0 },
    { "/join ga|", "#garden ", 6 },
    { "/join #ga|", "#garden ", 6 },
    { "/join |", "#lobby |#garden |#logs ", 6 },
    { "/tell bo|", "bob |Bobby ", 6 },
    { "/tell bob ca|", "carol ", 10 },
    { "/help lo|", "logout |look ", 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (rows[i].text);
      gsize cursor = (gsize) (strchr (text->str, '|') - text->str);
      g_autoptr (NatterUiCompletion) completion = NULL;
      g_autofree char *found = NULL;

      g_string_erase (text, (gssize) cursor, 1);
      completion = natter_ui_completion_new (text->str, cursor, people, rooms);
      found = g_strjoinv ("|", completion->candidates);
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (found, ==, rows[i].expected);
      g_assert_cmpuint (completion->start, ==, rows[i].start);
      g_assert_cmpuint (completion->end, ==, cursor);
    }
}

/* Who spoke last comes first, and oneself not at all. */
static void
test_completion_in_room (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (NatterUiCompletion) completion = NULL;
  g_autofree char *found = NULL;

  world_connect (world, 0);
  world_tell (world, "{'ev':'joined','room':'lobby','from':'ben','time':'2026-01-02T03:04:05.678Z'}");
  world_tell (world, "{'ev':'joined','room':'lobby','from':'bea','time':'2026-01-02T03:04:05.678Z'}");
  world_tell (world, "{'ev':'said','room':'lobby','seq':1,'from':'ben','text':'hi','time':'2026-01-02T03:04:05.678Z'}");
  completion = natter_ui_completion_new_for_room (world->session, world_room (world, "lobby"), "b", 1);
  found = g_strjoinv ("|", completion->candidates);
  g_assert_cmpstr (found, ==, "ben: |bea: |bob: ");
  g_clear_pointer (&completion, natter_ui_completion_free);
  completion = natter_ui_completion_new_for_room (world->session, world_room (world, "lobby"), "al", 2);
  g_assert_cmpuint (g_strv_length (completion->candidates), ==, 0);
}

static char *
dup_recent (NatterUiRecent *recent)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (recent)); i++)
    {
      g_autoptr (NatterUiServer) server = g_list_model_get_item (G_LIST_MODEL (recent), i);

      g_string_append_printf (list, "%s/%s/%s/%" G_GINT64_FORMAT " ", natter_ui_server_get_address (server),
                              natter_ui_server_get_title (server), natter_ui_server_get_name (server),
                              natter_ui_server_get_time (server));
    }
  return g_string_free (list, FALSE);
}

static void
test_recent (void)
{
  g_autofree char *folder = g_dir_make_tmp ("natter-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "natter", NULL);
  g_autofree char *path = g_build_filename (inner, "recent.ini", NULL);
  g_autoptr (NatterUiRecent) recent = natter_ui_recent_new (path);
  g_autoptr (NatterUiRecent) again = NULL;
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (recent));
  g_autofree char *list = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (recent)), ==, 0);
  natter_ui_recent_note (recent, "a", "A = \"1\"\n[x]", "alice", 1);
  natter_ui_recent_note (recent, "[::1]:5006", "B", "bob", 2);
  natter_ui_recent_note (recent, "a", "A2", "alicia", 3);
  natter_ui_recent_flush (recent);
  again = natter_ui_recent_new (path);
  list = dup_recent (again);
  g_assert_cmpstr (list, ==, "a/A2/alicia/3 [::1]:5006/B/bob/2 ");

  natter_ui_recent_forget (recent, "a");
  natter_ui_recent_forget (recent, "nowhere");
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *address = g_strdup_printf ("host%u", i);

      natter_ui_recent_note (recent, address, NULL, NULL, i);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (recent)), ==, NATTER_UI_RECENT_MOST);

  natter_ui_recent_flush (recent);
  g_remove (path);
  g_rmdir (inner);
  g_rmdir (folder);
}

/* No reason to trouble anyone. */
static void
test_recent_unreadable (void)
{
  g_autofree char *folder = g_dir_make_tmp ("natter-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "recent.ini", NULL);
  g_autoptr (NatterUiRecent) recent = NULL;
  g_autoptr (NatterUiRecent) nowhere = natter_ui_recent_new ("/proc/nowhere/recent.ini");

  natter_ui_recent_note (nowhere, "a", NULL, NULL, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (nowhere)), ==, 1);

  g_assert_true (g_file_set_contents (path, "not [ a key \xff file", -1, NULL));
  recent = natter_ui_recent_new (path);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (recent)), ==, 0);
  g_remove (path);
  g_rmdir (folder);
}

/* Several who do the same in a row are told of together, calmly. */
static void
test_notice (void)
{
  static const struct
  {
    NatterUiHappening happening;
    const char *name;
    const char *text; /* of all so far */
  } rows[] = {
    { NATTER_UI_HAPPENING_LEFT, "erin", "erin has left (went quiet)." },
    { NATTER_UI_HAPPENING_LEFT, "bob", "erin and bob have left." },
    { NATTER_UI_HAPPENING_LEFT, "carol", "erin, bob and carol have left." },
    { NATTER_UI_HAPPENING_JOINED, "bob", "erin, bob and carol left, bob joined" },
    { NATTER_UI_HAPPENING_JOINED, "erin", "erin, bob and carol left, bob and erin joined" },
    { NATTER_UI_HAPPENING_LEFT, "bob", "erin, bob and carol left, bob and erin joined, bob left (went quiet)" },
  };
  NatterUiNotice *notice = natter_ui_notice_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = NULL;

      natter_ui_notice_add (notice, rows[i].happening, rows[i].name, rows[i].happening == NATTER_UI_HAPPENING_LEFT ? "went quiet" : NULL);
      text = natter_ui_notice_dup_text (notice);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
  natter_ui_notice_free (notice);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/words/notice", test_notice);
  g_test_add_func ("/model/words/links", test_links);
  g_test_add_func ("/model/words/addresses", test_addresses);
  g_test_add_func ("/model/words/message-links", test_message_links);
  g_test_add_func ("/model/words/names", test_names);
  g_test_add_func ("/model/words/completion", test_completion);
  g_test_add_func ("/model/words/completion-in-room", test_completion_in_room);
  g_test_add_func ("/model/words/recent", test_recent);
  g_test_add_func ("/model/words/recent-unreadable", test_recent_unreadable);

  return g_test_run ();
}
