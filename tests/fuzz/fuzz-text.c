/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "server/dialect/natterd-dialect.h"
#include "shared/natter-json.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

/* §4: bytes of a telnet all the way to commands, and what is answered all the way to a terminal.
 * The first byte of the input says where the session is and how the rest is cut into reads. */

#define LIMIT     256
#define TELNET_EC 247 /* erases only what came with the same read */

typedef struct
{
  NatterFramer framer;
  NatterdDialectState state;
  NatterStage stage;
  GByteArray *out;
  GByteArray *reply;
  GString *said;
  gboolean gone; /* logged out: nothing after it counts */
} Peer;

/* §4.22: nothing that a terminal would take for more than text. */
static void
check_shown (const NatterEvent *event)
{
  const NatterdDialect *text = natterd_dialect_get_text ();
  NatterdView view = { .name = "alice", .current = "lobby" };
  g_autoptr (GString) shown = g_string_new (NULL);

  text->encode (event, text->choose (event, &view), &view, shown);
  g_assert_true (g_utf8_validate_len (shown->str, shown->len, NULL));
  for (const char *p = shown->str; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_false ((g_unichar_iscntrl (c) && c != '\r' && c != '\n') || (c >= 0x202a && c <= 0x202e) ||
                      (c >= 0x2066 && c <= 0x2069));
    }
}

static void
check_said (const char *text)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_SAID);

  event->room = g_strdup ("lobby");
  event->message = natter_message_new (NATTER_MESSAGE_SAY, "lobby", "bob", text, NULL);
  check_shown (event);
}

/* What a person can type a program can send. */
static void
check_command (const NatterCommand *command)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (NatterCommand) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (natter_command_check (command, NULL));
  natter_json_encode_command (command, line);
  again = natter_json_decode_command (line->str, line->len, NULL, &error);
  if (g_error_matches (error, NATTER_ERROR, NATTER_ERROR_LINE_TOO_LONG))
    return;
  g_assert_no_error (error);
  g_assert_true (natter_command_equal (command, again));
  if (command->text != NULL)
    check_said (command->text);
}

/* §4.45: every name has an account. */
static void
prompt (Peer *self, const NatterCommand *command)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_ERROR);

  if (self->stage != NATTER_STAGE_LOGIN || command->kind != NATTER_COMMAND_LOGIN || command->password != NULL)
    return;
  event->code = NATTER_ERROR_PASSWORD_REQUIRED;
  event->name = g_strdup (command->name);
  natterd_dialect_get_text ()->heed (&self->state, event, self->reply);
  g_assert_nonnull (self->state.asked);
  check_shown (event);
}

static void
take_line (Peer *self, const char *line, gsize length)
{
  g_autofree char *copy = g_memdup2 (line, length); /* not one byte more */
  g_autofree char *id = NULL;
  g_autofree char *suggestion = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterCommand) command = NULL;

  if (self->gone || (self->state.asked == NULL && (length == 0 || (natter_text_validate_line (copy, length, NULL) && natter_text_is_blank (copy, length)))))
    return;
  command = natterd_dialect_get_text ()->parse (&self->state, self->stage, copy, length, &id, &suggestion, &error);
  g_assert_true ((command == NULL) == (error != NULL));
  if (command != NULL)
    {
      g_string_append_printf (self->said, "%d\n", (int) command->kind);
      check_command (command);
      prompt (self, command);
      self->gone = command->kind == NATTER_COMMAND_LOGOUT;
    }
  else
    {
      g_autoptr (NatterEvent) event = natter_event_new_error (error, id, suggestion);

      g_assert_true (error->domain == NATTER_ERROR && error->message[0] != '\0');
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_string_append_printf (self->said, "%d\n", error->code);
      check_shown (event);
    }
}

static void
take_read (Peer *self, const guint8 *data, gsize length)
{
  g_autofree guint8 *read = g_memdup2 (data, length);
  NatterFramerStatus status;
  const char *line;
  gsize line_length;

  g_byte_array_set_size (self->out, 0);
  if (natterd_dialect_get_text ()->filter (&self->state, &self->framer, read, length, self->out, self->reply))
    natter_framer_feed (&self->framer, self->out->data, self->out->len);
  else
    natter_framer_feed (&self->framer, read, length);
  while ((status = natter_framer_next (&self->framer, &line, &line_length)) != NATTER_FRAMER_MORE)
    if (status == NATTER_FRAMER_LINE)
      take_line (self, line, line_length);
  natter_framer_settle (&self->framer);
}

/* What is understood and what is refused, line by line. (transfer full) */
static GString *
run (const guint8 *data, gsize size, NatterStage stage, gsize piece)
{
  Peer self = { .stage = stage, .out = g_byte_array_new (), .reply = g_byte_array_new (), .said = g_string_new (NULL) };

  natter_framer_init (&self.framer, LIMIT);
  for (gsize at = 0; at < size; at += piece)
    take_read (&self, data + at, MIN (piece, size - at));
  g_assert_cmpuint (self.reply->len, <=, 4096 + size * 3);
  natter_framer_clear (&self.framer);
  natterd_dialect_state_clear (&self.state);
  g_byte_array_unref (self.out);
  g_byte_array_unref (self.reply);

  return self.said;
}

static void
sniff (const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  const NatterdDialect *dialect = NULL;
  NatterdSniff sniffed = natterd_dialect_sniff (data, size, &dialect, reply);

  g_assert_true ((sniffed == NATTERD_SNIFF_DIALECT) == (dialect != NULL));
  g_assert_true (reply->len == 0 || sniffed == NATTERD_SNIFF_REFUSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GString) whole = NULL;
  g_autoptr (GString) cut = NULL;
  NatterStage stage;

  if (size < 1)
    return 0;
  stage = data[0] & 1 ? NATTER_STAGE_CHAT : NATTER_STAGE_LOGIN;
  sniff (data + 1, size - 1);
  whole = run (data + 1, size - 1, stage, size);
  cut = run (data + 1, size - 1, stage, (gsize) (data[0] >> 1) % 16 + 1);
  if (memchr (data, TELNET_EC, size) == NULL)
    g_assert_cmpstr (whole->str, ==, cut->str);

  return 0;
}
