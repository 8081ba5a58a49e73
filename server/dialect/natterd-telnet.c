/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natterd-telnet.h"

enum
{
  TELNET_EOF = 236,
  TELNET_SUSP = 237,
  TELNET_ABORT = 238,
  TELNET_SE = 240,
  TELNET_BREAK = 243,
  TELNET_IP = 244,
  TELNET_AO = 245,
  TELNET_AYT = 246,
  TELNET_EC = 247,
  TELNET_EL = 248,
  TELNET_SB = 250,
  TELNET_WILL = 251,
  TELNET_WONT = 252,
  TELNET_DO = 253,
  TELNET_DONT = 254,
  TELNET_IAC = 255
};

enum
{
  OPTION_BINARY = 0,
  OPTION_ECHO = 1,
  OPTION_TIMING_MARK = 6
};

enum
{
  STATE_DATA,
  STATE_IAC,    /* an IAC came */
  STATE_VERB,   /* IAC and WILL, WONT, DO or DONT came; the option is next */
  STATE_SUB,    /* inside IAC SB … IAC SE */
  STATE_SUB_IAC /* an IAC came there */
};

#define CTRL_D 0x04

/* A subnegotiation that was not asked for and has no end does not swallow the whole conversation. */
#define MOST_SUBNEGOTIATION 1024
/* Nobody needs more of these from one read. */
#define MOST_MARKS 16

/* One read on its way through. */
typedef struct
{
  NatterdDialectState *state;
  NatterFramer *framer;
  GByteArray *out;
  GByteArray *reply;
  guint line_start;    /* in `out`: the unfinished line's first byte that is there */
  guint marks;         /* timing marks answered */
  gboolean line_ended; /* a line ended within this read: what the framer keeps is whole by now */
  gboolean greeted;    /* an AYT was answered */
  gboolean logged_out;
} Filter;

static guint8
count_missing (guint8 missing, guint8 byte)
{
  if (byte < 0x80)
    return 0;
  if (byte < 0xc0)
    return missing > 0 ? missing - 1 : 0;
  if (byte < 0xe0)
    return 1;
  if (byte < 0xf0)
    return 2;
  return byte < 0xf8 ? 3 : 0;
}

static gboolean
is_plain (const NatterdDialectState *state, const guint8 *bytes, gsize length)
{
  return state->telnet_state == STATE_DATA && !state->line_torn && !state->echo_taken && memchr (bytes, TELNET_IAC, length) == NULL &&
         memchr (bytes, CTRL_D, length) == NULL && memchr (bytes, '\0', length) == NULL;
}

/* What a plain read leaves behind can be told from its last bytes. */
static void
pass_plain (NatterdDialectState *state, const guint8 *bytes, gsize length)
{
  for (gsize i = length > 3 ? length - 3 : 0; i < length; i++)
    state->utf8_missing = count_missing (state->utf8_missing, bytes[i]);

  state->mid_line = bytes[length - 1] != '\n';
  state->last_was_cr = bytes[length - 1] == '\r';
}

static void
append_command (GByteArray *reply, guint8 verb, guint8 option)
{
  const guint8 command[] = { TELNET_IAC, verb, option };

  g_byte_array_append (reply, command, sizeof command);
}

/* §4.45: the end of the line was not shown either */
static void
give_echo_back (Filter *self)
{
  if (!self->state->echo_taken)
    return;

  self->state->echo_taken = FALSE;
  append_command (self->reply, TELNET_WONT, OPTION_ECHO);
  g_byte_array_append (self->reply, (const guint8 *) "\r\n", 2);
}

static void
put_data (Filter *self, guint8 byte)
{
  NatterdDialectState *state = self->state;

  if (byte == '\0' && state->last_was_cr)
    byte = '\n';

  g_byte_array_append (self->out, &byte, 1);
  state->last_was_cr = byte == '\r';
  state->utf8_missing = count_missing (state->utf8_missing, byte);
  state->mid_line = byte != '\n';
  if (byte == '\n')
    {
      give_echo_back (self);
      state->line_torn = FALSE;
      self->line_start = self->out->len;
      self->line_ended = TRUE;
    }
}

static void
drop_line (Filter *self)
{
  g_byte_array_set_size (self->out, self->line_start);
  if (!self->line_ended)
    natter_framer_drop_partial (self->framer);

  self->state->mid_line = FALSE;
  self->state->last_was_cr = FALSE;
  self->state->utf8_missing = 0;
}

/* The last character, where it came with this read. */
static void
erase_character (Filter *self)
{
  guint length = self->out->len;

  while (length > self->line_start && (self->out->data[length - 1] & 0xc0) == 0x80)
    length--;
  if (length > self->line_start)
    g_byte_array_set_size (self->out, length - 1);
  if (self->line_ended && self->out->len == self->line_start)
    self->state->mid_line = FALSE;
}

/* §4.21 */
static void
end_of_input (Filter *self)
{
  static const char logout[] = "logout\n";

  if (self->state->mid_line || self->logged_out)
    return;

  for (const char *p = logout; *p != '\0'; p++)
    put_data (self, (guint8) *p);
  self->logged_out = TRUE;
}

static void
are_you_there (Filter *self)
{
  const char *yes = _ ("Yes, Natter is here.");

  if (self->greeted)
    return;

  g_byte_array_append (self->reply, (const guint8 *) yes, (guint) strlen (yes));
  g_byte_array_append (self->reply, (const guint8 *) "\r\n", 2);
  self->greeted = TRUE;
}

/* A command that stands for a key. In the middle of a character it never was that key: telnet looked at a byte of the
 * character without its eighth bit. "Ü", C3 9C, comes as C3, BREAK, DO TIMING-MARK. The rest of such a line is worth
 * nothing; it is marked, and answered with line-garbled when its end comes. */
static void
press_key (Filter *self, guint8 command)
{
  if (self->state->line_torn || self->state->utf8_missing > 0)
    {
      drop_line (self);
      put_data (self, NATTERD_TELNET_TORN);
      self->state->line_torn = TRUE;
      return;
    }

  switch (command)
    {
    case TELNET_IP:
    case TELNET_BREAK:
    case TELNET_EL:
      drop_line (self);
      break;

    case TELNET_EC:
      erase_character (self);
      break;

    case TELNET_AYT:
      are_you_there (self);
      break;

    case TELNET_EOF:
      end_of_input (self);
      break;

    default:
      break;
    }
}

/* TRUE the first time. */
static gboolean
note_answer (NatterdDialectState *state, guint8 verb, guint8 option)
{
  guint bit = option + (verb == TELNET_DO ? 256u : 0u);
  guint8 mask = (guint8) (1u << (bit % 8));
  gboolean first = (state->answered[bit / 8] & mask) == 0;

  state->answered[bit / 8] |= mask;
  return first;
}

static void
negotiate (Filter *self, guint8 verb, guint8 option)
{
  if ((verb == TELNET_DO || verb == TELNET_DONT) && option == OPTION_ECHO && self->state->echo_owed > 0)
    self->state->echo_owed--;
  else if (verb == TELNET_DO && option == OPTION_TIMING_MARK)
    {
      if (self->marks++ < MOST_MARKS)
        append_command (self->reply, TELNET_WONT, option);
    }
  else if (verb == TELNET_DO && note_answer (self->state, verb, option))
    append_command (self->reply, TELNET_WONT, option);
  else if (verb == TELNET_WILL && note_answer (self->state, verb, option))
    append_command (self->reply, TELNET_DONT, option);
}

void
natterd_telnet_take_echo (NatterdDialectState *state, GByteArray *reply)
{
  if (!state->telnet_seen || state->echo_taken || state->line_waits)
    return;

  state->echo_taken = TRUE;
  state->echo_owed += state->echo_owed < G_MAXUINT8;
  append_command (reply, TELNET_WILL, OPTION_ECHO);
}

static void
begin_command (Filter *self)
{
  if (!self->state->telnet_seen)
    {
      self->state->telnet_seen = TRUE;
      append_command (self->reply, TELNET_DO, OPTION_BINARY);
      note_answer (self->state, TELNET_WILL, OPTION_BINARY);
      if (self->state->asked != NULL)
        natterd_telnet_take_echo (self->state, self->reply);
    }
  self->state->telnet_state = STATE_IAC;
}

static void
take_command (Filter *self, guint8 byte)
{
  NatterdDialectState *state = self->state;

  state->telnet_state = STATE_DATA;
  switch (byte)
    {
    case TELNET_WILL:
    case TELNET_WONT:
    case TELNET_DO:
    case TELNET_DONT:
      state->telnet_verb = byte;
      state->telnet_state = STATE_VERB;
      break;

    case TELNET_SB:
      state->telnet_skipped = 0;
      state->telnet_state = STATE_SUB;
      break;

    case TELNET_IAC:
      put_data (self, NATTERD_TELNET_DATA_IAC);
      break;

    case TELNET_EOF:
    case TELNET_SUSP:
    case TELNET_ABORT:
    case TELNET_BREAK:
    case TELNET_IP:
    case TELNET_AO:
    case TELNET_AYT:
    case TELNET_EC:
    case TELNET_EL:
      press_key (self, byte);
      break;

    default:
      break;
    }
}

static void
skip_subnegotiation (Filter *self, guint8 byte)
{
  NatterdDialectState *state = self->state;

  if (state->telnet_state == STATE_SUB_IAC && byte == TELNET_SE)
    state->telnet_state = STATE_DATA;
  else if (++state->telnet_skipped >= MOST_SUBNEGOTIATION)
    state->telnet_state = STATE_DATA;
  else if (state->telnet_state == STATE_SUB && byte == TELNET_IAC)
    state->telnet_state = STATE_SUB_IAC;
  else
    state->telnet_state = STATE_SUB;
}

static void
take_byte (Filter *self, guint8 byte)
{
  switch (self->state->telnet_state)
    {
    case STATE_IAC:
      take_command (self, byte);
      break;

    case STATE_VERB:
      self->state->telnet_state = STATE_DATA;
      negotiate (self, self->state->telnet_verb, byte);
      break;

    case STATE_SUB:
    case STATE_SUB_IAC:
      skip_subnegotiation (self, byte);
      break;

    case STATE_DATA:
    default:
      if (byte == TELNET_IAC)
        begin_command (self);
      else if (byte == CTRL_D)
        end_of_input (self);
      else
        put_data (self, byte);
      break;
    }
}

gboolean
natterd_telnet_filter (NatterdDialectState *state,
                       NatterFramer *framer,
                       const guint8 *bytes,
                       gsize length,
                       GByteArray *out,
                       GByteArray *reply)
{
  Filter filter = { .state = state, .framer = framer, .out = out, .reply = reply };

  if (length == 0)
    return FALSE;

  if (is_plain (state, bytes, length))
    {
      pass_plain (state, bytes, length);
      return FALSE;
    }

  filter.line_start = out->len;
  for (gsize i = 0; i < length; i++)
    take_byte (&filter, bytes[i]);

  return TRUE;
}
