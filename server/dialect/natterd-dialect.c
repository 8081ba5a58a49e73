/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natterd-dialect.h"

typedef enum
{
  STRANGER_NONE,
  STRANGER_HTTP,
  STRANGER_HTTP_HEAD, /* wants no body */
  STRANGER_TLS,
  STRANGER_IRC
} Stranger;

/* How strangers begin. What people type may begin in the same way ("GET lost"), so each goes on for as long as it takes to
 * be sure; none contains a line end. */
typedef struct
{
  const char *bytes;
  Stranger stranger;
} Opening;

static const Opening openings[] = {
  { "GET /", STRANGER_HTTP },
  { "GET http", STRANGER_HTTP },
  { "HEAD /", STRANGER_HTTP_HEAD },
  { "HEAD http", STRANGER_HTTP_HEAD },
  { "POST /", STRANGER_HTTP },
  { "POST http", STRANGER_HTTP },
  { "PUT /", STRANGER_HTTP },
  { "DELETE /", STRANGER_HTTP },
  { "PATCH /", STRANGER_HTTP },
  { "TRACE /", STRANGER_HTTP },
  { "OPTIONS /", STRANGER_HTTP },
  { "OPTIONS * HTTP", STRANGER_HTTP },
  { "PRI * HTTP", STRANGER_HTTP },
  { "\x16\x03", STRANGER_TLS },
  { "NICK ", STRANGER_IRC },
  { "USER ", STRANGER_IRC },
  { "CAP ", STRANGER_IRC },
  { "PASS ", STRANGER_IRC },
};

static void
append_text (GByteArray *reply, const char *text)
{
  g_byte_array_append (reply, (const guint8 *) text, (guint) strlen (text));
}

static void
answer_http (GByteArray *reply, gboolean with_body)
{
  g_autofree char *body =
    g_strdup_printf ("%s\r\n%s\r\n",
                     _ ("This is Natter, a chat. There is no web page here."),
                     _ ("Come in with Natter's desktop client, or with telnet to this host and port."));
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 400 Bad Request\r\n"
                                           "Content-Type: text/plain; charset=utf-8\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                                           "Connection: close\r\n"
                                           "\r\n",
                                           strlen (body));

  append_text (reply, head);
  if (with_body)
    append_text (reply, body);
}

void
natterd_dialect_append_alert (GByteArray *reply)
{
  /* a record with an alert, TLS 1.2, two bytes: fatal (2), handshake_failure (40) */
  static const guint8 alert[] = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28 };

  g_byte_array_append (reply, alert, sizeof alert);
}

static void
answer_irc (GByteArray *reply)
{
  append_text (reply, "ERROR :");
  append_text (reply, _ ("This is Natter, not IRC. Come in with telnet, and type: login yourname"));
  append_text (reply, "\r\n");
}

static void
answer_stranger (Stranger stranger, GByteArray *reply)
{
  switch (stranger)
    {
    case STRANGER_HTTP:
    case STRANGER_HTTP_HEAD:
      answer_http (reply, stranger == STRANGER_HTTP);
      break;

    case STRANGER_TLS:
      natterd_dialect_append_alert (reply);
      break;

    case STRANGER_IRC:
      answer_irc (reply);
      break;

    case STRANGER_NONE:
    default:
      break;
    }
}

/* @undecided: (out): whether the bytes so far may become one. */
static Stranger
recognize_stranger (const guint8 *bytes, gsize length, gboolean *undecided)
{
  *undecided = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      gsize wanted = strlen (openings[i].bytes);

      if (memcmp (bytes, openings[i].bytes, MIN (length, wanted)) != 0)
        continue;
      if (length >= wanted)
        return openings[i].stranger;
      *undecided = TRUE;
    }

  return STRANGER_NONE;
}

void
natterd_dialect_state_clear (NatterdDialectState *state)
{
  g_clear_pointer (&state->asked, g_free);
}

NatterdSniff
natterd_dialect_sniff (const guint8 *bytes,
                       gsize length,
                       const NatterdDialect **dialect,
                       GByteArray *reply)
{
  gboolean undecided;
  Stranger stranger;

  g_return_val_if_fail (dialect != NULL && reply != NULL, NATTERD_SNIFF_MORE);

  if (length == 0)
    return NATTERD_SNIFF_MORE;

  if (bytes[0] == '{')
    {
      *dialect = natterd_dialect_get_json ();
      return NATTERD_SNIFF_DIALECT;
    }

  stranger = recognize_stranger (bytes, length, &undecided);
  if (stranger != STRANGER_NONE)
    {
      answer_stranger (stranger, reply);
      return NATTERD_SNIFF_REFUSE;
    }
  if (undecided)
    return NATTERD_SNIFF_MORE;

  *dialect = natterd_dialect_get_text ();
  return NATTERD_SNIFF_DIALECT;
}
