/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gui-client/view/natter-ui-colours.h"
#include "gui-client/model/natter-ui-links.h"
#include "gui-client/view/natter-ui-times.h"

/* Each name can be read, on a light ground, on a dark one, and on the tints of both. */
static void
test_contrast (void)
{
  const GdkRGBA light[] = { { 1, 1, 1, 1 }, { 0.93, 0.95, 0.98, 1 } }, dark[] = { { 0.18, 0.18, 0.18, 1 }, { 0.21, 0.24, 0.28, 1 } };

  for (guint i = 0; i < NATTER_UI_N_COLOURS; i++)
    for (guint ground = 0; ground < 2; ground++)
      {
        GdkRGBA on_light = natter_ui_colour_get (i, FALSE), on_dark = natter_ui_colour_get (i, TRUE);

        g_assert_cmpfloat (natter_ui_colour_contrast (&on_light, &light[ground]), >=, 4.5);
        g_assert_cmpfloat (natter_ui_colour_contrast (&on_dark, &dark[ground]), >=, 4.5);
      }
}

/* §3.2: the same person, however it is written, and always the same. */
static void
test_colour_of_name (void)
{
  g_assert_cmpuint (natter_ui_colour_of_name ("Alice"), ==, natter_ui_colour_of_name ("aLICE"));
  g_assert_cmpuint (natter_ui_colour_of_name ("Zo\xc3\xab"), ==, natter_ui_colour_of_name ("ZOe\xcc\x88"));
  g_assert_cmpuint (natter_ui_colour_of_name ("alice"), <, NATTER_UI_N_COLOURS);
}

static const struct
{
  const char *text;
  const char *link;            /* NULL: there is none */
} link_cases[] = {
  { "see https://example.org/a.", "https://example.org/a" },
  { "HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG" },
  { "(https://example.org/tea_(meal))", "https://example.org/tea_(meal)" },
  { "<mailto:a@example.org>", "mailto:a@example.org" },
  { "https://example.org/日本 x", "https://example.org/日本" },
  { "mailto:a@example.org?attach=/etc/passwd", "mailto:a@example.org" },
  { "https://a\xe2\x80\xaemoc.elgoog", "https://a" }, /* RIGHT-TO-LEFT OVERRIDE */
  { "mailto:?attach=x", NULL },
  { "javascript:alert(1)", NULL },
  { "file:///etc/passwd", NULL },
  { "xhttps://example.org", NULL },
  { "https://", NULL },
  { "https:// example.org", NULL },
  { "https://...", NULL },
};

static void
test_links (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (link_cases); i++)
    {
      const char *text = link_cases[i].text;
      g_autoptr (GArray) links = natter_ui_links_find (text);
      g_autofree char *link = NULL;

      g_test_message ("%s", text);
      g_assert_cmpuint (links->len, ==, link_cases[i].link != NULL);
      if (links->len == 0)
        continue;
      link = g_strndup (text + g_array_index (links, NatterUiLink, 0).start,
                        g_array_index (links, NatterUiLink, 0).end - g_array_index (links, NatterUiLink, 0).start);
      g_assert_cmpstr (link, ==, link_cases[i].link);
      g_assert_true (natter_ui_link_is_safe (link));
    }
  g_assert_false (natter_ui_link_is_safe ("javascript:alert(1)"));
}

/* A text full of addresses is not a way to stop the window. */
static void
test_many_links (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) links = NULL;

  for (int i = 0; i < 1000; i++)
    g_string_append (text, "http://a ");
  links = natter_ui_links_find (text->str);
  g_assert_cmpuint (links->len, ==, 64);
}

static void
test_times (void)
{
  const gint64 minute = G_TIME_SPAN_MINUTE, hour = G_TIME_SPAN_HOUR, day = G_TIME_SPAN_DAY;
  const gint64 now = 1717402698 * (gint64) G_USEC_PER_SEC; /* Monday, 3 June 2024, 08:18:18 UTC */
  const struct
  {
    char *is;
    const char *should;
  } cases[] = {
    { natter_ui_times_dup_clock (now, FALSE), "08:18" },
    { natter_ui_times_dup_clock (now, TRUE), "8:18 AM" },
    { natter_ui_times_dup_clock (now + 12 * hour, TRUE), "8:18 PM" },
    { natter_ui_times_dup_exact (now), "Monday, 3 June 2024, 08:18:18" },
    { natter_ui_times_dup_day (now, now), "Today" },
    { natter_ui_times_dup_day (now - day, now), "Yesterday" },
    { natter_ui_times_dup_day (now - 3 * day, now), "Friday, 31 May" },
    { natter_ui_times_dup_day (now - 365 * day, now), "Sunday, 4 June 2023" },
    { natter_ui_times_dup_ago (now - 10, now), "just now" },
    { natter_ui_times_dup_ago (now + hour, now), "just now" },
    { natter_ui_times_dup_ago (now - minute, now), "1 minute ago" },
    { natter_ui_times_dup_ago (now - 3 * hour, now), "3 hours ago" },
    { natter_ui_times_dup_ago (now - 12 * hour, now), "yesterday" },
    { natter_ui_times_dup_ago (now - 9 * day, now), "25 May 2024" },
    { natter_ui_times_dup_span (59), "" },
    { natter_ui_times_dup_span (5 * 60), "5 min" },
    { natter_ui_times_dup_span (3 * 3600), "3 h" },
    { natter_ui_times_dup_span (G_MAXINT64), "9999 d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (cases[i].is, ==, cases[i].should);
      g_free (cases[i].is);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/contrast", test_contrast);
  g_test_add_func ("/view/colour-of-name", test_colour_of_name);
  g_test_add_func ("/view/links", test_links);
  g_test_add_func ("/view/many-links", test_many_links);
  g_test_add_func ("/view/times", test_times);
  return g_test_run ();
}
