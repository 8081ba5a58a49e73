/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "server/dialect/natterd-dialect.h"

/* What comes from a telnet, and what becomes of it: PROTOCOL.md §4.20, §4.21. Bytes as the real program sends them. */

#define IAC    "\xff"
#define EOF_   "\xec"
#define SUSP   "\xed"
#define ABORT  "\xee"
#define SE     "\xf0"
#define NOP    "\xf1"
#define DM     "\xf2"
#define BREAK  "\xf3"
#define IP     "\xf4"
#define AO     "\xf5"
#define AYT    "\xf6"
#define EC     "\xf7"
#define EL     "\xf8"
#define SB     "\xfa"
#define WILL   "\xfb"
#define WONT   "\xfc"
#define DO     "\xfd"
#define DONT   "\xfe"
#define BINARY "\x00"
#define ECHO_  "\x01"
#define MARK   "\x06"
#define NAWS   "\x1f"

#define DO_BINARY IAC DO BINARY
#define WONT_MARK IAC WONT MARK

/* how a line shows here that a telnet command tore it */
#define TORN "\xff"

typedef struct
{
  const char *name;
  const char *sent;
  gsize sent_length;
  const char *lines; /* each with LF; what is unfinished, without */
  const char *reply;
  gsize reply_length;
} Row;

#define BYTES(text) text, sizeof (text) - 1

static const Row rows[] = {
  /* §2.1: line ends */
  { "lf", BYTES ("say hi\n"), "say hi\n", BYTES ("") },
  { "cr-lf", BYTES ("say hi\r\n"), "say hi\n", BYTES ("") },
  { "cr-nul", BYTES ("say hi\r\0say ho\r\0"), "say hi\nsay ho\n", BYTES ("") },
  { "glued", BYTES ("a\r\nb\nc\r\0d"), "a\nb\nc\nd", BYTES ("") },
  /* §4.20: who never sends an IAC never gets one */
  { "utf-8", BYTES ("say Ü ö 日本 م 🎉\n"), "say Ü ö 日本 م 🎉\n", BYTES ("") },
  /* Ctrl-C: the half-typed line stayed at the client */
  { "ctrl-c", BYTES (IAC IP IAC DO MARK), "", BYTES (DO_BINARY WONT_MARK) },
  { "ctrl-c-then-line", BYTES (IAC IP IAC DO MARK "look\r\n"), "look\n", BYTES (DO_BINARY WONT_MARK) },
  { "ctrl-c-twice", BYTES (IAC IP IAC DO MARK IAC IP IAC DO MARK), "", BYTES (DO_BINARY WONT_MARK WONT_MARK) },
  /* … or was sent, by a client that sends each key */
  { "ctrl-c-in-line", BYTES ("half a l" IAC IP IAC DO MARK "look\r\n"), "look\n", BYTES (DO_BINARY WONT_MARK) },
  { "ctrl-c-after-line", BYTES ("look\r\nhal" IAC IP "who\r\n"), "look\nwho\n", BYTES (DO_BINARY) },
  { "break-in-line", BYTES ("half" IAC BREAK "look\n"), "look\n", BYTES (DO_BINARY) },
  { "erase-line", BYTES ("half" IAC EL "look\n"), "look\n", BYTES (DO_BINARY) },
  { "abort-output", BYTES ("lo" IAC AO "ok\n"), "look\n", BYTES (DO_BINARY) },
  { "suspend", BYTES ("lo" IAC SUSP "ok\n"), "look\n", BYTES (DO_BINARY) },
  { "abort", BYTES ("lo" IAC ABORT "ok\n"), "look\n", BYTES (DO_BINARY) },
  { "nop", BYTES ("lo" IAC NOP "ok" IAC DM "\n"), "look\n", BYTES (DO_BINARY) },
  /* Ü is C3 9C, and telnet sees Ctrl-\ in it */
  { "typed-ü", BYTES ("say \xc3" IAC BREAK IAC DO MARK " hi\r\n"), TORN " hi\n", BYTES (DO_BINARY WONT_MARK) },
  { "typed-ü-alone", BYTES ("\xc3" IAC BREAK IAC DO MARK "\r\n"), TORN "\n", BYTES (DO_BINARY WONT_MARK) },
  { "typed-ü-in-second", BYTES ("say a\r\nsay \xc3" IAC BREAK IAC DO MARK "b\r\nsay c\r\n"), "say a\n" TORN "b\nsay c\n",
    BYTES (DO_BINARY WONT_MARK) },
  { "typed-üü", BYTES ("\xc3" IAC BREAK IAC DO MARK "\xc3" IAC BREAK IAC DO MARK "\r\nlook\r\n"), TORN "\nlook\n",
    BYTES (DO_BINARY WONT_MARK WONT_MARK) },
  { "typed-日本", BYTES ("say \xe6\x97\xa5\xe6" IAC BREAK IAC DO MARK "\xac\r\nsay \xe6\x97\xa5\xe6\x9c\xac\n"),
    TORN "\xac\nsay \xe6\x97\xa5\xe6\x9c\xac\n", BYTES (DO_BINARY WONT_MARK) },
  { "typed-ー", BYTES ("\xe3" IAC IP IAC DO MARK "\xbc\n"), TORN "\xbc\n", BYTES (DO_BINARY WONT_MARK) },
  { "typed-ボ", BYTES ("\xe3" IAC IP IAC DO MARK IAC BREAK IAC DO MARK "\n"), TORN "\n", BYTES (DO_BINARY WONT_MARK WONT_MARK) },
  { "typed-𐂃", BYTES ("\xf0\x90\x82" IAC IP "\n"), TORN "\n", BYTES (DO_BINARY) },
  { "torn-by-erase", BYTES ("\xc3" IAC EL "\n"), TORN "\n", BYTES (DO_BINARY) },
  { "whole-before-ctrl-c", BYTES ("say \xc3\x9c" IAC IP "look\n"), "look\n", BYTES (DO_BINARY) },
  /* inside a character, but no key */
  { "negotiated-in-character", BYTES ("say \xc3" IAC DO ECHO_ "\x9c\n"), "say Ü\n", BYTES (DO_BINARY IAC WONT ECHO_) },
  { "nop-in-character", BYTES ("say \xc3" IAC NOP "\x9c\n"), "say Ü\n", BYTES (DO_BINARY) },
  /* what telnet answers to DO BINARY */
  { "will-binary", BYTES (IAC IP IAC WILL BINARY "look\n"), "look\n", BYTES (DO_BINARY) },
  { "will-binary-first", BYTES (IAC WILL BINARY "look\n"), "look\n", BYTES (DO_BINARY) },
  { "wont-binary", BYTES (IAC IP IAC WONT BINARY "look\n"), "look\n", BYTES (DO_BINARY) },
  { "do-binary", BYTES (IAC DO BINARY "look\n"), "look\n", BYTES (DO_BINARY IAC WONT BINARY) },
  /* once each */
  { "do-echo-twice", BYTES (IAC DO ECHO_ IAC DO ECHO_), "", BYTES (DO_BINARY IAC WONT ECHO_) },
  { "do-and-will", BYTES (IAC DO NAWS IAC WILL NAWS IAC WILL NAWS), "", BYTES (DO_BINARY IAC WONT NAWS IAC DONT NAWS) },
  { "dont-and-wont", BYTES (IAC DONT NAWS IAC WONT NAWS), "", BYTES (DO_BINARY) },
  { "high-options", BYTES (IAC DO "\xc9" IAC WILL "\xff" IAC DO "\xc9"), "",
    BYTES (DO_BINARY IAC WONT "\xc9" IAC DONT "\xff") },
  { "marks-always", BYTES (IAC DO MARK IAC DO MARK IAC DO MARK), "", BYTES (DO_BINARY WONT_MARK WONT_MARK WONT_MARK) },
  { "subnegotiation", BYTES ("lo" IAC SB NAWS "\0P\0\x18" IAC SE "ok\n"), "look\n", BYTES (DO_BINARY) },
  { "subnegotiation-with-iac", BYTES ("lo" IAC SB NAWS IAC IAC "\n" IAC IP IAC SE "ok\n"), "look\n", BYTES (DO_BINARY) },
  /* a data byte 255 is in no UTF-8, and is not taken for a torn line */
  { "iac-iac", BYTES ("say " IAC IAC "!\n"), "say \xfe!\n", BYTES (DO_BINARY) },
  { "iac-iac-first", BYTES (IAC IAC "\n"), "\xfe\n", BYTES (DO_BINARY) },
  { "iac-last", BYTES ("look" IAC), "look", BYTES (DO_BINARY) },
  { "cr-iac-nul", BYTES ("look\r" IAC NOP "\0who\n"), "look\nwho\n", BYTES (DO_BINARY) },
  /* §4.21 */
  { "ctrl-d", BYTES ("\x04"), "logout\n", BYTES ("") },
  { "ctrl-d-after-line", BYTES ("look\r\n\x04"), "look\nlogout\n", BYTES ("") },
  { "ctrl-d-in-line", BYTES ("lo\x04ok\n"), "look\n", BYTES ("") },
  { "ctrl-d-at-end", BYTES ("look\x04"), "look", BYTES ("") },
  { "ctrl-d-after-ctrl-c", BYTES ("half" IAC IP "\x04"), "logout\n", BYTES (DO_BINARY) },
  { "ctrl-d-after-cr-nul", BYTES ("look\r\0\x04"), "look\nlogout\n", BYTES ("") },
  { "ctrl-d-as-command", BYTES (IAC EOF_), "logout\n", BYTES (DO_BINARY) },
};

typedef struct
{
  NatterdDialectState state;
  NatterFramer framer;
  GByteArray *out;
  GByteArray *reply;
  GString *lines;
} Fixture;

static void
fixture_init (Fixture *self)
{
  memset (self, 0, sizeof *self);
  natter_framer_init (&self->framer, 16 * 1024);
  self->out = g_byte_array_new ();
  self->reply = g_byte_array_new ();
  self->lines = g_string_new (NULL);
}

static void
fixture_clear (Fixture *self)
{
  natter_framer_clear (&self->framer);
  g_byte_array_unref (self->out);
  g_byte_array_unref (self->reply);
  g_string_free (self->lines, TRUE);
}

/* One read, as the service does it. Returns whether the filter had anything to do. */
static gboolean
take (Fixture *self, const char *bytes, gsize length)
{
  /* a copy of its own, so that a byte too far is seen */
  g_autofree guint8 *copy = g_memdup2 (bytes, length);
  const guint8 *fed = copy;
  gboolean filtered;
  const char *line;
  gsize line_length;

  g_byte_array_set_size (self->out, 0);
  filtered = natterd_dialect_get_text ()->filter (&self->state, &self->framer, copy, length, self->out, self->reply);
  if (filtered)
    {
      fed = self->out->data;
      length = self->out->len;
    }
  else
    g_assert_cmpuint (self->out->len, ==, 0);

  natter_framer_feed (&self->framer, fed, length);
  while (natter_framer_next (&self->framer, &line, &line_length) == NATTER_FRAMER_LINE)
    {
      g_string_append_len (self->lines, line, (gssize) line_length);
      g_string_append_c (self->lines, '\n');
    }
  natter_framer_settle (&self->framer);
  return filtered;
}

/* What is unfinished shows when its end comes. */
static void
append_unfinished (Fixture *self)
{
  const char *line;
  gsize length;

  natter_framer_feed (&self->framer, (const guint8 *) "\n", 1);
  while (natter_framer_next (&self->framer, &line, &length) == NATTER_FRAMER_LINE)
    g_string_append_len (self->lines, line, (gssize) length);
  natter_framer_settle (&self->framer);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;

  for (gsize step = 1; step <= row->sent_length; step++)
    {
      Fixture fixture;

      fixture_init (&fixture);
      for (gsize at = 0; at < row->sent_length; at += step)
        take (&fixture, row->sent + at, MIN (step, row->sent_length - at));
      append_unfinished (&fixture);

      g_assert_cmpstr (fixture.lines->str, ==, row->lines);
      g_assert_cmpmem (fixture.reply->data, fixture.reply->len, row->reply, row->reply_length);
      fixture_clear (&fixture);
    }
}

/* Nothing is copied for those who need nothing. */
static void
test_untouched (void)
{
  static const char *const reads[] = { "look\r\n", "say \xc3", "\x9c\r", "\n", "\r\n\r\n", "half", "" };
  Fixture fixture;

  fixture_init (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    g_assert_false (take (&fixture, reads[i], strlen (reads[i])));

  g_assert_cmpstr (fixture.lines->str, ==, "look\nsay Ü\n\n\n");
  fixture_clear (&fixture);
}

/* The character before it, where it came with the same read. */
static void
test_erase_character (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  take (&fixture, BYTES ("loop" IAC EC "k\n" IAC EC "say \xc3\x9c" IAC EC "o\n"));
  take (&fixture, BYTES ("a" IAC EC "\x04"));
  g_assert_cmpstr (fixture.lines->str, ==, "look\nsay o\n");
  fixture_clear (&fixture);
}

static void
test_are_you_there (void)
{
  static const char answer[] = DO_BINARY "Yes, Natter is here.\r\n";
  Fixture fixture;

  fixture_init (&fixture);
  take (&fixture, BYTES (IAC AYT IAC AYT IAC AYT));
  g_assert_cmpmem (fixture.reply->data, fixture.reply->len, answer, sizeof answer - 1);
  fixture_clear (&fixture);
}

/* §4.20: the answers of a read are bounded whatever comes. */
static void
test_flood (void)
{
  g_autoptr (GByteArray) flood = g_byte_array_new ();
  Fixture fixture;
  guint first;

  for (guint round = 0; round < 3; round++)
    {
      for (guint option = 0; option < 256; option++)
        {
          const guint8 negotiation[] = { 0xff, 0xfd, (guint8) option, 0xff, 0xfb, (guint8) option, 0xff, 0xf6, 0xff, 0xf4 };

          g_byte_array_append (flood, negotiation, sizeof negotiation);
          g_byte_array_append (flood, (const guint8 *) IAC DO MARK "\x04", 4);
        }
    }

  fixture_init (&fixture);
  take (&fixture, (const char *) flood->data, flood->len);
  first = fixture.reply->len;
  g_assert_cmpuint (first, <, 2048);
  take (&fixture, (const char *) flood->data, flood->len);
  g_assert_cmpuint (fixture.reply->len - first, <=, 16 * 3 + strlen ("Yes, Natter is here.\r\n"));
  g_assert_cmpstr (fixture.lines->str, ==, "logout\nlogout\n");
  fixture_clear (&fixture);
}

/* A subnegotiation without an end does not swallow what follows for ever. */
static void
test_endless_subnegotiation (void)
{
  g_autofree char *nothing = g_strnfill (5000, 'x');
  Fixture fixture;

  fixture_init (&fixture);
  take (&fixture, BYTES (IAC SB NAWS));
  take (&fixture, nothing, strlen (nothing));
  take (&fixture, BYTES ("\nlook\n"));
  g_assert_true (g_str_has_suffix (fixture.lines->str, "x\nlook\n"));
  fixture_clear (&fixture);
}

/* Lines that are whole, but not read yet, are not thrown away with the unfinished one. */
static void
test_interrupt_spares_whole_lines (void)
{
  static const char first[] = "look\nwho\nhal";
  static const char second[] = "f" IAC IP "rooms\n";
  Fixture fixture;

  fixture_init (&fixture);
  natter_framer_feed (&fixture.framer, (const guint8 *) first, sizeof first - 1);
  natter_framer_settle (&fixture.framer);
  take (&fixture, BYTES (second));
  g_assert_cmpstr (fixture.lines->str, ==, "look\nwho\nrooms\n");
  fixture_clear (&fixture);
}

/* Ctrl-D in the rest of a line that was too long is not at its beginning. */
static void
test_ctrl_d_in_long_line (void)
{
  g_autofree char *much = g_strnfill (20000, 'x');
  Fixture fixture;
  const char *line;
  gsize length;

  fixture_init (&fixture);
  take (&fixture, much, 20000);
  g_assert_cmpint (natter_framer_next (&fixture.framer, &line, &length), ==, NATTER_FRAMER_MORE);
  take (&fixture, BYTES ("\x04\nlook\n"));
  g_assert_cmpstr (fixture.lines->str, ==, "look\n");
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/dialect/telnet/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/dialect/telnet/untouched", test_untouched);
  g_test_add_func ("/dialect/telnet/erase-character", test_erase_character);
  g_test_add_func ("/dialect/telnet/are-you-there", test_are_you_there);
  g_test_add_func ("/dialect/telnet/flood", test_flood);
  g_test_add_func ("/dialect/telnet/endless-subnegotiation", test_endless_subnegotiation);
  g_test_add_func ("/dialect/telnet/interrupt-spares-whole-lines", test_interrupt_spares_whole_lines);
  g_test_add_func ("/dialect/telnet/ctrl-d-in-long-line", test_ctrl_d_in_long_line);

  return g_test_run ();
}
