/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/net/natterd-hello.h"

#include <string.h>

/* §10.3: whole, not yet, or none; however it is cut into records and reads. */

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  NatterdHelloStatus status;
} Case;

#define CASE(NAME, BYTES, STATUS)                                                  \
  {                                                                                \
    NAME, BYTES, sizeof BYTES - 1, NATTERD_HELLO_##STATUS                          \
  }

static const Case cases[] = {
  CASE ("the first byte", "\x16", MORE),
  CASE ("a head without a body", "\x16\x03\x01\x00\x05", MORE),
  CASE ("part of a message", "\x16\x03\x01\x00\x05\x01\x00\x00", MORE),
  CASE ("whole", "\x16\x03\x01\x00\x05\x01\x00\x00\x01x", WHOLE),
  CASE ("whole, and more behind", "\x16\x03\x01\x00\x05\x01\x00\x00\x01xyz", WHOLE),
  CASE ("whole in two records", "\x16\x03\x01\x00\x02\x01\x00\x16\x03\x03\x00\x03\x00\x01x", WHOLE),
  CASE ("a second record that does not follow", "\x16\x03\x01\x00\x02\x01\x00\x17\x03\x03\x00\x03\x00\x01x", WRONG),
  CASE ("no version of TLS", "\x16\x02", WRONG),
  CASE ("a version to come", "\x16\x03\x05", WRONG),
  CASE ("an empty record", "\x16\x03\x01\x00\x00", WRONG),
  CASE ("a record that is too long", "\x16\x03\x01\x40\x01", WRONG),
  CASE ("another message", "\x16\x03\x01\x00\x05\x02", WRONG),
  CASE ("a message that is too long", "\x16\x03\x01\x00\x05\x01\x00\x40\x00", WRONG),
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NatterdHello whole = { 0 }, torn = { 0 };
      NatterdHelloStatus status = NATTERD_HELLO_MORE;

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (natterd_hello_look (&whole, (const guint8 *) cases[i].bytes, cases[i].length), ==, cases[i].status);
      for (gsize n = 1; n <= cases[i].length && status == NATTERD_HELLO_MORE; n++)
        status = natterd_hello_look (&torn, (const guint8 *) cases[i].bytes, n);
      g_assert_cmpint (status, ==, cases[i].status);
    }
}

/* records of one byte each, as long as one likes */
static void
test_bounded (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  NatterdHello hello = { 0 };
  NatterdHelloStatus status = NATTERD_HELLO_MORE;
  static const guint8 start[] = { 0x01, 0x00, 0x3f, 0x00 };

  for (guint i = 0; status == NATTERD_HELLO_MORE; i++)
    {
      guint8 record[] = { 0x16, 0x03, 0x01, 0x00, 0x01, i < sizeof start ? start[i] : 'x' };

      g_byte_array_append (bytes, record, sizeof record);
      status = natterd_hello_look (&hello, bytes->data, bytes->len);
      g_assert_cmpuint (bytes->len, <, NATTERD_HELLO_MOST + sizeof record);
    }
  g_assert_cmpint (status, ==, NATTERD_HELLO_WRONG);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/hello/cases", test_cases);
  g_test_add_func ("/net/hello/bounded", test_bounded);
  return g_test_run ();
}
