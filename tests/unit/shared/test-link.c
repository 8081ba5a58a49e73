/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-link.h"

#include <string.h>

#define KEY "mIfCY2yvfqIWmxuxfqzDp0gSDAXzCtQPnZi0PEc5-_0"

/* §12.1: what is read, and what is written for it; NULL: the same. */
static const struct
{
  const char *text;
  const char *host;
  guint16 port;
  const char *room;
  const char *code;
  const char *key;
  guint64 seq;
  const char *written;
} good[] = {
  { "natter://chat.example.org/", "chat.example.org", 5005 },
  { "natter://chat.example.org/garden", "chat.example.org", 5005, "garden" },
  { "natter://host:7/garden#12", "host", 7, "garden", .seq = 12 },
  { "natter://host/garden?code=7K2M-Q4TX-9WBD-HN5C&key=" KEY, "host", 5005, "garden", "7K2M-Q4TX-9WBD-HN5C", KEY },
  { "natter://host/?key=" KEY, "host", 5005, .key = KEY },
  { "natter://host/garden?code=A&key=" KEY "#9223372036854775807", "host", 5005, "garden", "A", KEY, G_MAXINT64 },
  { "natter://[::1]/@bob", "::1", 5005, "@bob" },
  { "natter://[fe80::1%25eth0]:7000/", "fe80::1%eth0", 7000 },
  { "natter://host/b%C3%BCro", "host", 5005, "büro" },
  { "natter://host", "host", 5005, .written = "natter://host/" },
  { "NATTER://Host/", "Host", 5005, .written = "natter://Host/" },
  { "natter://host:5005/", "host", 5005, .written = "natter://host/" },
  { "natter://bücher.example/", "bücher.example", 5005, .written = "natter://xn--bcher-kva.example/" },
  { "natter://[fe80::1%eth0]/", "fe80::1%eth0", 5005, .written = "natter://[fe80::1%25eth0]/" },
  { "natter://::1/", "::1", 5005, .written = "natter://[::1]/" },
  { "natter://host/#garden", "host", 5005, "garden", .written = "natter://host/garden" },
  { "natter://host#garden", "host", 5005, "garden", .written = "natter://host/garden" },
  { "natter://host/%23garden/", "host", 5005, "garden", .written = "natter://host/garden" },
  { "natter://host/büro", "host", 5005, "büro", .written = "natter://host/b%C3%BCro" },
  { "natter://host/bu%CC%88ro", "host", 5005, "büro", .written = "natter://host/b%C3%BCro" },
  { "natter://host/garden#", "host", 5005, "garden", .written = "natter://host/garden" },
  { "natter://host/garden?", "host", 5005, "garden", .written = "natter://host/garden" },
  { "natter://host?x", "host", 5005, .written = "natter://host/" },
  { "natter://host/@bob?x=y&&=&code&key", "host", 5005, "@bob", .written = "natter://host/@bob" },
  { "natter://host/garden?%63ode=a-1&utm=%20", "host", 5005, "garden", "a-1", .written = "natter://host/garden?code=a-1" },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (NatterLink) link = natter_link_parse (good[i].text);
      g_autofree char *written = NULL;

      g_test_message ("%s", good[i].text);
      g_assert_nonnull (link);
      g_assert_cmpstr (link->host, ==, good[i].host);
      g_assert_cmpuint (link->port, ==, good[i].port);
      g_assert_cmpstr (link->room, ==, good[i].room);
      g_assert_cmpstr (link->code, ==, good[i].code);
      g_assert_cmpstr (link->key, ==, good[i].key);
      g_assert_cmpuint (link->seq, ==, good[i].seq);
      written = natter_link_build (link);
      g_assert_cmpstr (written, ==, good[i].written != NULL ? good[i].written : good[i].text);
    }
}

/* §12.2: what a stranger wrote is a link as a whole, or not at all. */
static const char *const bad[] = {
  "",
  "host/garden",
  "http://host/garden",
  "natter:/host",
  "natter://",
  "natter:///garden",
  "natter://a b/garden",
  "natter://user@host/garden",
  "natter://host:0/",
  "natter://host:65536/",
  "natter://host:+7/",
  "natter://host:/",
  "natter://[::1/",
  "natter://[host]/",
  "natter://[fe80::1%25]/",
  "natter://[fe80::1%25a%2fb]/",
  "natter://-host/",
  "natter://.host/",
  "natter://ho%2fst/",
  "natter://ho%00st/",
  "natter://host/%ff%00",
  "natter://host/%zz",
  "natter://host/%c3",
  "natter://host/a%20b",
  "natter://host/a%0ab",
  "natter://host/%E2%80%AEevil",
  "natter://host/@",
  "natter://host/lobby#-1",
  "natter://host/lobby#0",
  "natter://host/lobby#1x",
  "natter://host/lobby#99999999999999999999",
  "natter://host/lobby?key=" KEY "x",
  "natter://host/lobby?key=mIfCY2yvfqIWmxuxfqzDp0gSDAXzCtQPnZi0PEc5",
  "natter://host/lobby?key=",
  "natter://host/lobby?key=%41IfCY2yvfqIWmxuxfqzDp0gSDAXzCtQPnZi0PEc5*_0",
  "natter://host/lobby?key=" KEY "&key=" KEY,
  "natter://host/lobby?code=",
  "natter://host/lobby?code=a%20b",
  "natter://host/lobby?code=a&code=b",
  "natter://host/lobby?code=%zz",
  "natter://host/lobby\xff",
};

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (NatterLink) link = natter_link_parse (bad[i]);

      g_test_message ("%s", bad[i]);
      g_assert_null (link);
    }
}

/* §12.2 */
static void
test_long (void)
{
  g_autofree char *rest = g_strnfill (10 * 1024 * 1024, 'x');
  g_autofree char *text = g_strconcat ("natter://host/lobby?x=", rest, NULL);
  g_autoptr (NatterLink) link = natter_link_parse (text);

  g_assert_null (link);
}

/* §12.1: nothing is written that would be read as something else. */
static void
test_unfit (void)
{
  static const NatterLink rows[] = {
    { .host = (char *) "a/b", .port = 5005 },
    { .host = (char *) "host", .port = 0 },
    { .host = (char *) "host", .port = 5005, .room = (char *) "a b" },
    { .host = (char *) "host", .port = 5005, .room = (char *) "a", .code = (char *) "a&key=b" },
    { .host = (char *) "host", .port = 5005, .room = (char *) "a", .key = (char *) "short" },
    { .host = (char *) "host", .port = 5005, .seq = 3 },
    { .host = (char *) "\xff", .port = 5005 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = natter_link_build (&rows[i]);

      g_test_message ("%u", i);
      g_assert_null (text);
    }
}

/* Bytes of a good link changed at random: what is read then is written and read as the same. */
static void
test_mutations (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  guint n_links = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = g_strdup (good[i % G_N_ELEMENTS (good)].text);
      g_autoptr (NatterLink) link = NULL;
      g_autofree char *once = NULL, *twice = NULL;

      for (gint n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        text[g_rand_int_range (rand, 9, (gint32) strlen (text))] = (char) g_rand_int_range (rand, 1, 256);
      link = natter_link_parse (text);
      if (link == NULL)
        continue;

      n_links++;
      once = natter_link_build (link);
      if (once == NULL) /* a host that has no name in ASCII */
        continue;
      natter_link_free (g_steal_pointer (&link));
      link = natter_link_parse (once);
      g_assert_nonnull (link);
      twice = natter_link_build (link);
      g_assert_cmpstr (once, ==, twice);
    }
  g_assert_cmpuint (n_links, >, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/link/good", test_good);
  g_test_add_func ("/shared/link/bad", test_bad);
  g_test_add_func ("/shared/link/long", test_long);
  g_test_add_func ("/shared/link/unfit", test_unfit);
  g_test_add_func ("/shared/link/mutations", test_mutations);
  return g_test_run ();
}
