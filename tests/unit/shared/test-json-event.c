/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "random-values.h"
#include "shared/natter-json.h"
#include "shared/natter-limits.h"

#define NOON      "\"time\":\"2026-01-02T12:00:00.678Z\""
#define NOON_USEC G_GINT64_CONSTANT (1767355200678000)

/* The examples of PROTOCOL.md, as they stand there: read, and written again just so. */
static const struct
{
  const char *clause;
  const char *line;
} lines[] = {
  { "5.3", "{\"ev\":\"welcome\",\"server\":\"Natter\",\"version\":\"0.1.0\",\"protocol\":1,\"people\":3,"
           "\"limits\":{\"line\":16384,\"message\":8192,\"name\":32,\"room\":64}}" },
  { "5.7", "{\"ev\":\"error\",\"re\":\"c1\",\"code\":\"name-taken\",\"text\":\"alice is taken\",\"suggestion\":\"alice2\"}" },
  { "5.7", "{\"ev\":\"error\",\"code\":\"slow-down\",\"text\":\"Slower\",\"wait\":3}" },
  { "5.8", "{\"ev\":\"ok\",\"re\":\"c1\"}" },
  { "5.8", "{\"ev\":\"ok\",\"re\":\"c1\",\"room\":\"lobby\",\"seq\":42}" },
  { "5.9", "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":42,\"from\":\"alice\",\"text\":\"hi\"," NOON ",\"id\":\"c1\"}" },
  { "5.9", "{\"ev\":\"said\",\"room\":\"@bob\",\"seq\":1,\"from\":\"alice\",\"text\":\"waves\"," NOON ",\"kind\":\"me\"}" },
  { "5.10", "{\"ev\":\"entered\",\"re\":\"c1\",\"room\":\"lobby\",\"topic\":\"\",\"seq\":0,\"count\":1,"
            "\"people\":[{\"name\":\"alice\",\"idle\":0}]}" },
  { "5.10", "{\"ev\":\"joined\",\"room\":\"lobby\",\"from\":\"alice\"," NOON "}" },
  { "5.10", "{\"ev\":\"left\",\"room\":\"lobby\",\"from\":\"alice\",\"reason\":\"too-slow\"," NOON "}" },
  { "5.10", "{\"ev\":\"parted\",\"re\":\"c1\",\"room\":\"garden\",\"current\":\"lobby\"}" },
  { "5.10", "{\"ev\":\"parted\",\"room\":\"lobby\"}" },
  { "5.10a", "{\"ev\":\"joined\",\"room\":\"lobby\",\"names\":[\"alice\",\"bob\"]," NOON "}" },
  { "5.10a", "{\"ev\":\"left\",\"room\":\"lobby\",\"names\":[\"alice\",\"bob\"]," NOON "}" },
  { "5.11", "{\"ev\":\"people\",\"room\":\"lobby\",\"people\":[{\"name\":\"a\",\"idle\":5,\"away\":\"\"},{\"name\":\"b\",\"idle\":0}]}" },
  { "5.11", "{\"ev\":\"who\",\"people\":[{\"name\":\"a\",\"idle\":5,\"away\":\"lunch\",\"rooms\":[\"lobby\",\"garden\"]},"
            "{\"name\":\"b\",\"idle\":0,\"rooms\":[]}]}" },
  { "5.12", "{\"ev\":\"renamed\",\"from\":\"alice\",\"name\":\"alicia\"}" },
  { "5.12", "{\"ev\":\"presence\",\"from\":\"alice\",\"away\":\"\"}" },
  { "5.12", "{\"ev\":\"presence\",\"from\":\"alice\"}" },
  { "5.13", "{\"ev\":\"topic\",\"room\":\"lobby\",\"seq\":7,\"from\":\"alice\",\"text\":\"Cake\"," NOON "}" },
  { "5.13", "{\"ev\":\"topic\",\"re\":\"c1\",\"room\":\"lobby\",\"text\":\"Cake\"}" },
  { "5.14", "{\"ev\":\"history\",\"room\":\"lobby\",\"messages\":[],\"more\":true}" },
  { "5.8", "{\"ev\":\"ok\",\"re\":\"c1\",\"room\":\"lobby\",\"seq\":42,\"repeated\":true}" },
  { "5.14", "{\"ev\":\"history\",\"re\":\"c1\",\"room\":\"lobby\",\"messages\":["
            "{\"seq\":1,\"from\":\"a\",\"text\":\"x\"," NOON "},{\"seq\":2,\"from\":\"a\",\"text\":\"x\"," NOON ",\"kind\":\"topic\"},"
            "{\"seq\":3,\"from\":\"a\",\"text\":\"x\"," NOON ",\"kind\":\"me\",\"id\":\"9\"}]}" },
  { "5.15", "{\"ev\":\"ping\"," NOON "}" },
  { "5.16", "{\"ev\":\"bye\",\"code\":\"logout\",\"text\":\"Goodbye\"}" },
  { "6.5", "{\"ev\":\"hello\",\"re\":\"c1\",\"name\":\"alice\",\"room\":\"lobby\"}" },
  { "5.19", "{\"ev\":\"hello\",\"re\":\"c1\",\"name\":\"alice\",\"room\":\"lobby\",\"resumed\":true,\"token\":\"t\",\"grace\":60,"
            "\"epoch\":\"e\",\"role\":\"owner\"}" },
  { "5.19", "{\"ev\":\"history\",\"room\":\"lobby\",\"messages\":[],\"begin\":1,\"end\":0}" },
  { "5.19", "{\"ev\":\"live\"}" },
  { "5.10", "{\"ev\":\"entered\",\"room\":\"lobby\",\"topic\":\"\",\"seq\":7,\"read\":0,\"count\":1,"
            "\"people\":[{\"name\":\"alice\",\"idle\":0,\"role\":\"owner\",\"account\":true}],\"role\":\"owner\",\"private\":true,"
            "\"readonly\":true,\"slow\":5,\"keep\":60}" },
  { "5.8", "{\"ev\":\"ok\",\"re\":\"c1\",\"room\":\"@bob\",\"seq\":1,\"waiting\":true}" },
  { "5.17a", "{\"ev\":\"act\",\"room\":\"lobby\",\"act\":\"slow\",\"from\":\"alice\",\"for\":0,\"text\":\"t\"," NOON "}" },
  { "5", "{\"ev\":\"read\",\"room\":\"@bob\",\"seq\":0}" },
  { "5", "{\"ev\":\"directs\",\"directs\":[{\"room\":\"@bob\",\"seq\":7,\"read\":5,\"active\":\"2026-01-02T12:00:00.678Z\"}]}" },
  { "5", "{\"ev\":\"code\",\"re\":\"c1\",\"room\":\"den\",\"code\":\"AB-CD\",\"uses\":1,\"until\":\"2026-01-02T12:00:00.678Z\"}" },
  { "5", "{\"ev\":\"codes\",\"re\":\"c1\",\"room\":\"den\",\"codes\":[{\"code\":\"AB-CD\",\"uses\":2,\"from\":\"alice\"}]}" },
  { "6.5", "{\"ev\":\"rooms\",\"rooms\":[{\"name\":\"lobby\",\"topic\":\"\",\"people\":2,\"active\":\"2026-01-02T12:00:00.678Z\",\"member\":true},"
           "{\"name\":\"garden\",\"topic\":\"Tea\",\"people\":0}]}" },
  { "6.5", "{\"ev\":\"current\",\"re\":\"c1\",\"room\":\"lobby\"}" },
  { "6.5", "{\"ev\":\"ignored\",\"re\":\"c1\",\"names\":[]}" },
  { "6.5", "{\"ev\":\"ignored\",\"re\":\"c1\",\"names\":[\"mallory\"]}" },
  { "6.5", "{\"ev\":\"pong\",\"re\":\"c1\"," NOON "}" },
  { "6.5", "{\"ev\":\"time\",\"re\":\"c1\"," NOON "}" },
  { "6.5", "{\"ev\":\"version\",\"re\":\"c1\",\"server\":\"Natter\",\"version\":\"0.1.0\",\"protocol\":1}" },
  { "6.5", "{\"ev\":\"motd\",\"re\":\"c1\",\"text\":\"\"}" },
  { "6.5", "{\"ev\":\"help\",\"re\":\"c1\",\"commands\":[{\"word\":\"who\",\"usage\":\"who\",\"summary\":\"s\",\"example\":\"who\"}]}" },
};

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NatterEvent) event = NULL;
      g_autoptr (GString) again = g_string_new (NULL);

      g_test_message ("%s: %s", lines[i].clause, lines[i].line);
      event = natter_json_decode_event (lines[i].line, strlen (lines[i].line), &error);
      g_assert_no_error (error);
      natter_json_encode_event (event, again);
      g_assert_cmpstr (again->str, ==, lines[i].line);
    }
}

static void
test_values (void)
{
  static const char line[] = "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":9007199254740993,\"from\":\"alice\","
                             "\"text\":\"\\u00fc\"," NOON ",\"kind\":\"shout\",\"more\":{}}";
  g_autoptr (NatterEvent) event = natter_json_decode_event (line, strlen (line), NULL);

  g_assert_cmpint (event->kind, ==, NATTER_EVENT_SAID);
  g_assert_cmpuint (event->message->seq, ==, G_GUINT64_CONSTANT (9007199254740993));
  g_assert_cmpint (event->message->time, ==, NOON_USEC);
  g_assert_cmpint (event->message->kind, ==, NATTER_MESSAGE_SAY); /* §5.4: what is unknown is plain */
  g_assert_cmpstr (event->message->text, ==, "ü");
  g_assert_cmpstr (event->message->room, ==, "lobby");
}

#define SAID(members) "{\"ev\":\"said\",\"room\":\"a\",\"from\":\"b\"" members "}"
#define SEQ           ",\"seq\":1"
#define TEXT          ",\"text\":\"t\""

/* §5.4, §5.6: nothing half-read reaches a client. */
static const struct
{
  const char *line;
  NatterError code;
} refused[] = {
  { "", NATTER_ERROR_BAD_JSON },
  { "Natter is full. Please try again in a minute.", NATTER_ERROR_BAD_JSON }, /* §1.3 */
  { "{}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":5}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"shiny\"}", NATTER_ERROR_UNKNOWN_COMMAND }, /* §5.4: to be skipped */
  { "{\"ev\":\"said\"}", NATTER_ERROR_BAD_FIELD },
  { SAID (SEQ TEXT), NATTER_ERROR_BAD_FIELD }, /* no time */
  { SAID (SEQ NOON), NATTER_ERROR_BAD_JSON },
  { SAID (SEQ "," NOON), NATTER_ERROR_BAD_FIELD },
  { SAID (TEXT "," NOON), NATTER_ERROR_BAD_FIELD },
  { SAID (TEXT "," NOON ",\"seq\":-1"), NATTER_ERROR_BAD_FIELD },
  { SAID (TEXT "," NOON ",\"seq\":1.0"), NATTER_ERROR_BAD_FIELD },
  { SAID (TEXT "," NOON ",\"seq\":\"1\""), NATTER_ERROR_BAD_FIELD },
  { SAID (TEXT "," NOON ",\"seq\":null"), NATTER_ERROR_BAD_FIELD },
  { SAID (TEXT "," NOON ",\"seq\":99999999999999999999"), NATTER_ERROR_BAD_FIELD },
  { SAID (SEQ TEXT ",\"time\":\"yesterday\""), NATTER_ERROR_BAD_FIELD },
  { SAID (SEQ TEXT ",\"time\":5"), NATTER_ERROR_BAD_FIELD },
  { SAID (SEQ ",\"text\":\"\\u0000\"," NOON), NATTER_ERROR_CONTROL_CHARACTERS },
  { SAID (SEQ TEXT "," NOON ",\"x\":[[[[[[[[1]]]]]]]]"), NATTER_ERROR_TOO_DEEP },
  { "{\"ev\":\"joined\",\"room\":\"a\"," NOON "}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"joined\",\"room\":\"a\",\"names\":[5]," NOON "}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"joined\",\"room\":\"a\",\"names\":\"b\"," NOON "}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"who\",\"people\":{}}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"who\",\"people\":[\"alice\"]}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"who\",\"people\":[{\"idle\":1}]}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"who\",\"people\":[{\"name\":\"a\"},{\"name\":\"b\",\"away\":true}]}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"rooms\",\"rooms\":[{\"name\":\"a\",\"member\":1}]}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"rooms\",\"rooms\":[{\"name\":\"a\",\"people\":4294967296}]}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"history\",\"room\":\"a\",\"messages\":[{\"seq\":1}]}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"help\",\"commands\":[{\"word\":\"a\"}]}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"welcome\",\"server\":\"a\",\"version\":\"b\",\"limits\":[]}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"welcome\",\"server\":\"a\",\"version\":\"b\",\"limits\":{\"line\":\"x\"}}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"ok\",\"re\":5}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"directs\"}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"directs\",\"directs\":[{\"seq\":1}]}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"codes\",\"room\":\"a\",\"codes\":[{\"uses\":1}]}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"read\",\"room\":\"a\",\"seq\":-1}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"history\",\"room\":\"a\",\"messages\":[],\"begin\":-1}", NATTER_ERROR_BAD_FIELD },
  { "{\"ev\":\"hello\",\"name\":\"a\",\"room\":\"b\",\"token\":5}", NATTER_ERROR_BAD_FIELD },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i].line);
      g_assert_null (natter_json_decode_event (refused[i].line, strlen (refused[i].line), &error));
      g_assert_error (error, NATTER_ERROR, (int) refused[i].code);
    }
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < 200 * NATTER_N_EVENTS; i++)
    {
      g_autoptr (NatterEvent) event = natter_random_event (rand, (NatterEventKind) (i % NATTER_N_EVENTS));
      g_autoptr (NatterEvent) read = NULL;
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GString) line = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      natter_json_encode_event (event, line);
      g_assert_null (strpbrk (line->str, "\r\n")); /* §5.1: one line */
      g_assert_true (json_parser_load_from_data (parser, line->str, (gssize) line->len, NULL));

      read = natter_json_decode_event (line->str, line->len, &error);
      g_assert_no_error (error);
      if (!natter_event_equal (event, read))
        g_error ("not the same again: %s", line->str);
    }
}

/* §5.6 */
static void
test_time (void)
{
  static const struct
  {
    gint64 time;
    const char *text;
  } times[] = {
    { 0, "\"1970-01-01T00:00:00.000Z\"" },
    { 999, "\"1970-01-01T00:00:00.000Z\"" },
    { G_GINT64_CONSTANT (951782400000000), "\"2000-02-29T00:00:00.000Z\"" },
    { G_GINT64_CONSTANT (1767355200678999), "\"2026-01-02T12:00:00.678Z\"" },
    { G_GINT64_CONSTANT (4107542399999000), "\"2100-02-28T23:59:59.999Z\"" },
    { G_GINT64_CONSTANT (4107542400000000), "\"2100-03-01T00:00:00.000Z\"" },
    { G_GINT64_CONSTANT (253402300799999999), "\"9999-12-31T23:59:59.999Z\"" },
    { G_MAXINT64, "\"9999-12-31T23:59:59.999Z\"" },
    { -1, "\"1970-01-01T00:00:00.000Z\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      natter_json_append_time (out, times[i].time);
      g_assert_cmpstr (out->str, ==, times[i].text);
    }
}

static void
test_time_against_glib (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < 20000; i++)
    {
      gint64 second = (gint64) (g_rand_double (rand) * 253402300800.0);
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (second);
      g_autofree char *expected = g_date_time_format (date, "\"%Y-%m-%dT%H:%M:%S.000Z\"");
      g_autoptr (GString) out = g_string_new (NULL);

      natter_json_append_time (out, second * G_USEC_PER_SEC);
      g_assert_cmpstr (out->str, ==, expected);
    }
}

static void
test_bad_times (void)
{
  static const char *const times[] = {
    "2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z", "2026-01-00T00:00:00.000Z",
    "2026-01-32T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-01-01T00:60:00.000Z", "2026-01-01T00:00:60.000Z",
    "1969-12-31T23:59:59.999Z", "2026-01-01 00:00:00.000Z", "2026-01-01T00:00:00.000", "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.000+", "+026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000ZZ", ""
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *line = g_strdup_printf ("{\"ev\":\"ping\",\"time\":\"%s\"}", times[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", times[i]);
      g_assert_null (natter_json_decode_event (line, strlen (line), &error));
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD);
    }
}

static void
test_strings (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  natter_json_append_string (out, "a\"\\/\b\f\n\r\t\x01\x1f\x7fü日😀");
  g_assert_cmpstr (out->str, ==, "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u007fü日😀\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/json-event/lines", test_lines);
  g_test_add_func ("/shared/json-event/values", test_values);
  g_test_add_func ("/shared/json-event/refused", test_refused);
  g_test_add_func ("/shared/json-event/round-trip", test_round_trip);
  g_test_add_func ("/shared/json-event/time", test_time);
  g_test_add_func ("/shared/json-event/time-against-glib", test_time_against_glib);
  g_test_add_func ("/shared/json-event/bad-times", test_bad_times);
  g_test_add_func ("/shared/json-event/strings", test_strings);
  return g_test_run ();
}
