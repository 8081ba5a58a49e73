/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "random-values.h"

static gboolean
toss (GRand *rand)
{
  return g_rand_boolean (rand);
}

char *
natter_random_text (GRand *rand)
{
  static const char *const pieces[] = {
    "a", "Z", "7", " ", "\"", "\\", "/", "{", "}", "[", "]", ":", ",", "\t", "\n", "\r", "\b", "\f", "\x01",
    "\x1f", "\x7f", "ü", "ß", "م", "日本", "😀", "e\u0301", "\u200d", "\u202e", "\u2028", "\ufeff", "\uffff",
    "\U0010ffff", "\\u0041", "null", "'", "#", "@", "%s", "<b>", "\302\205"
  };
  GString *text = g_string_new (NULL);
  gint length = g_rand_int_range (rand, 0, 40);

  for (gint i = 0; i < length; i++)
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

char *
natter_random_text_or_null (GRand *rand)
{
  return toss (rand) ? natter_random_text (rand) : NULL;
}

static char *
random_id (GRand *rand)
{
  GString *id = g_string_new (NULL);
  gint length = g_rand_int_range (rand, 1, 65);

  for (gint i = 0; i < length; i++)
    g_string_append_c (id, (char) g_rand_int_range (rand, 0x20, 0x7f));

  return g_string_free (id, FALSE);
}

/* A '#' at the beginning of a room is not part of it. */
char *
natter_random_room (GRand *rand)
{
  g_autofree char *text = natter_random_text (rand);

  return g_strconcat (toss (rand) ? "@" : "r", text, NULL);
}

guint64
natter_random_seq (GRand *rand)
{
  return toss (rand) ? (guint64) g_rand_int_range (rand, 1, 1000) : (guint64) g_rand_int (rand) << 21;
}

/* 1970 to 9999. */
gint64
natter_random_time (GRand *rand)
{
  return (gint64) (g_rand_double (rand) * 253402300799.0 * G_USEC_PER_SEC);
}

static void
fill_range (NatterCommand *command, GRand *rand)
{
  command->range = (NatterRangeKind) g_rand_int_range (rand, NATTER_RANGE_LAST, NATTER_RANGE_AT + 1);
  if (command->range == NATTER_RANGE_BEFORE || command->range == NATTER_RANGE_SINCE)
    command->seq = toss (rand) ? G_MAXINT64 : natter_random_seq (rand);
  if (command->range == NATTER_RANGE_AT)
    command->time = natter_random_time (rand) / 1000 * 1000; /* as the wire carries it */
  command->events = toss (rand);
  if (toss (rand))
    return;

  command->has_count = TRUE;
  command->count = toss (rand) ? G_MAXUINT : (guint) g_rand_int_range (rand, 1, 1000);
}

/* What opens something. */
static void
fill_key (NatterCommand *command, NatterArgumentKind kind, GRand *rand)
{
  switch ((guint) kind)
    {
    case NATTER_ARGUMENT_CODE:
      command->code = natter_random_text (rand);
      break;
    case NATTER_ARGUMENT_USES:
      command->uses = (guint) g_rand_int_range (rand, 1, G_MAXINT);
      break;
    case NATTER_ARGUMENT_TOKEN:
      command->token = natter_random_text (rand);
      break;
    case NATTER_ARGUMENT_PLACES:
      command->epoch = natter_random_text (rand);
      natter_random_fill_seen (command, rand);
      break;
    case NATTER_ARGUMENT_RESUME:
      command->resume = TRUE;
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
fill_argument (NatterCommand *command, NatterArgument argument, GRand *rand)
{
  if (argument.kind == NATTER_ARGUMENT_NONE || (argument.optional && toss (rand)))
    return;

  switch (argument.kind)
    {
    case NATTER_ARGUMENT_NAME:
      command->name = natter_random_text (rand);
      break;
    case NATTER_ARGUMENT_ROOM:
      command->room = natter_random_room (rand);
      break;
    case NATTER_ARGUMENT_WORD:
      command->word = natter_random_text (rand);
      break;
    case NATTER_ARGUMENT_PASSWORD:
      command->password = natter_random_text (rand);
      break;
    case NATTER_ARGUMENT_NEW:
      command->new_password = natter_random_text (rand);
      break;
    case NATTER_ARGUMENT_EMAIL:
      command->email = natter_random_text (rand);
      break;
    case NATTER_ARGUMENT_ROLE:
      command->role = natter_random_text (rand);
      break;
    case NATTER_ARGUMENT_SPAN:
      command->span = natter_random_text (rand);
      break;
    case NATTER_ARGUMENT_RANGE:
      fill_range (command, rand);
      break;
    case NATTER_ARGUMENT_TARGET:
      command->target = natter_verb_get (command->kind)->takes_last && toss (rand) ? NATTER_TARGET_LAST : natter_random_seq (rand);
      if (natter_verb_get (command->kind)->takes_none && toss (rand))
        command->target = NATTER_TARGET_NONE;
      break;
    case NATTER_ARGUMENT_REACTION:
    case NATTER_ARGUMENT_TEXT:
      command->text = natter_random_text (rand);
      break;
    case NATTER_ARGUMENT_NONE:
    default:
      fill_key (command, argument.kind, rand);
      break;
    }
}

NatterCommand *
natter_random_command (GRand *rand)
{
  NatterCommand *command = natter_command_new ((NatterCommandKind) g_rand_int_range (rand, 0, NATTER_N_COMMANDS));
  const NatterVerb *verb = natter_verb_get (command->kind);

  for (guint i = 0; i < G_N_ELEMENTS (verb->arguments); i++)
    fill_argument (command, verb->arguments[i], rand);
  if (verb->takes_reply && toss (rand))
    command->target = natter_random_seq (rand);
  if (verb->takes_server)
    command->everywhere = toss (rand);
  if (verb->takes_room && toss (rand))
    command->room = natter_random_room (rand);
  if (toss (rand))
    command->id = random_id (rand);

  return command;
}

GStrv
natter_random_names (GRand *rand)
{
  gint length = g_rand_int_range (rand, 0, 4);
  GStrv names = g_new0 (char *, (gsize) length + 1);

  for (gint i = 0; i < length; i++)
    names[i] = natter_random_text (rand);
  return names;
}

static NatterMessage *
random_message (GRand *rand, NatterMessageKind kind)
{
  g_autofree char *room = natter_random_room (rand);
  g_autofree char *from = natter_random_text (rand);
  g_autofree char *text = natter_random_text (rand);
  g_autofree char *id = kind != NATTER_MESSAGE_TOPIC && toss (rand) ? random_id (rand) : NULL;
  NatterMessage *message = natter_message_new (kind, room, from, text, id);

  message->seq = natter_random_seq (rand);
  message->time = natter_random_time (rand);
  if (natter_message_kind_is_change (kind))
    message->target = natter_random_seq (rand);
  return message;
}

static void
add_reactions (NatterMessage *message, GRand *rand)
{
  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    {
      g_autofree char *text = natter_random_text (rand);
      g_autofree char *name = natter_random_text (rand);

      natter_message_count_reaction (message, text, name, toss (rand));
    }
}

/* One of those that a history shows. */
NatterMessage *
natter_random_kept (GRand *rand)
{
  NatterMessage *message = random_message (rand, (NatterMessageKind) g_rand_int_range (rand, 0, NATTER_N_MESSAGES));

  message->bot = toss (rand);
  if (message->kind > NATTER_MESSAGE_ME)
    {
      if (message->kind == NATTER_MESSAGE_DELETE)
        message->text[0] = '\0';
      return message;
    }
  if (toss (rand))
    {
      message->deleted = TRUE;
      message->text[0] = '\0';
      return message;
    }
  message->edited = toss (rand) ? natter_random_time (rand) : 0;
  add_reactions (message, rand);
  if (toss (rand))
    {
      message->target = natter_random_seq (rand);
      message->quote_from = natter_random_text_or_null (rand);
      message->quote = message->quote_from != NULL ? natter_random_text (rand) : NULL;
    }
  return message;
}

static void
fill_coming_or_going (NatterEvent *event, GRand *rand)
{
  event->room = natter_random_room (rand);
  event->time = natter_random_time (rand);
  if (toss (rand))
    {
      event->names = natter_random_names (rand);
      event->count = g_rand_int_range (rand, 0, 1000);
      return;
    }

  event->from = natter_random_text (rand);
  if (event->kind == NATTER_EVENT_LEFT)
    event->reason = (NatterReason) g_rand_int_range (rand, 0, NATTER_N_REASONS);
}

static void
fill_topic (NatterEvent *event, GRand *rand)
{
  event->room = natter_random_room (rand);
  if (toss (rand))
    event->message = random_message (rand, NATTER_MESSAGE_TOPIC);
  else
    event->text = natter_random_text_or_null (rand);
}

static void
fill_change (NatterEvent *event, GRand *rand)
{
  NatterMessageKind kind = NATTER_MESSAGE_EDIT;

  if (event->kind == NATTER_EVENT_DELETED)
    kind = NATTER_MESSAGE_DELETE;
  else if (event->kind == NATTER_EVENT_REACTED)
    kind = toss (rand) ? NATTER_MESSAGE_REACT : NATTER_MESSAGE_UNREACT;
  event->room = natter_random_room (rand);
  event->message = random_message (rand, kind);
  if (kind == NATTER_MESSAGE_DELETE)
    event->message->text[0] = '\0';
}

static void
fill_ok (NatterEvent *event, GRand *rand)
{
  if (toss (rand))
    return;

  event->room = natter_random_room (rand);
  event->message = random_message (rand, NATTER_MESSAGE_SAY);
  event->message->repeated = toss (rand);
  event->waiting = toss (rand);
}

static void
fill_welcome (NatterEvent *event, GRand *rand)
{
  event->text = natter_random_text (rand);
  event->version = natter_random_text (rand);
  event->count = g_rand_int (rand);
  event->limits = (NatterLimits){ g_rand_int (rand), g_rand_int (rand), g_rand_int (rand), g_rand_int (rand) };
}

static void
fill_error (NatterEvent *event, GRand *rand)
{
  event->code = (NatterError) g_rand_int_range (rand, 0, NATTER_N_ERRORS);
  event->text = natter_random_text (rand);
  event->wait = toss (rand) ? g_rand_int (rand) : 0;
  event->suggestion = natter_random_text_or_null (rand);
  event->time = toss (rand) ? natter_random_time (rand) : 0;
}

static void
fill_entered (NatterEvent *event, GRand *rand)
{
  event->room = natter_random_room (rand);
  event->text = natter_random_text_or_null (rand);
  event->seq = natter_random_seq (rand);
  event->read = toss (rand) ? (gint64) natter_random_seq (rand) : -1;
  event->count = g_rand_int (rand);
  natter_random_fill_list (event, rand, NATTER_EVENT_PEOPLE);
  event->role = natter_random_text_or_null (rand);
  event->is_private = toss (rand);
  event->readonly = toss (rand);
  event->slow = toss (rand) ? g_rand_int (rand) : 0;
  event->keep = toss (rand) ? g_rand_int (rand) : 0;
}

static void
fill_hello (NatterEvent *event, GRand *rand)
{
  event->name = natter_random_text (rand);
  event->room = natter_random_room (rand);
  event->resumed = toss (rand);
  event->token = natter_random_text_or_null (rand);
  event->grace = toss (rand) ? g_rand_int (rand) : 0;
  event->epoch = natter_random_text_or_null (rand);
  event->role = natter_random_text_or_null (rand);
}

static void
fill_plain (NatterEvent *event, GRand *rand)
{
  switch (event->kind)
    {
    case NATTER_EVENT_ACT:
      event->room = natter_random_room (rand);
      event->reason_word = natter_random_text (rand);
      event->from = natter_random_text (rand), event->name = natter_random_text (rand);
      event->text = natter_random_text (rand);
      event->time = natter_random_time (rand);
      event->span = toss (rand) ? g_rand_int_range (rand, 0, 1000) : -1;
      break;
    case NATTER_EVENT_NOTICE:
      event->from = natter_random_text (rand);
      event->text = natter_random_text (rand);
      event->time = natter_random_time (rand);
      break;
    case NATTER_EVENT_HELLO:
      fill_hello (event, rand);
      break;
    case NATTER_EVENT_PARTED:
      event->room = natter_random_room (rand);
      event->current = natter_random_text_or_null (rand);
      break;
    case NATTER_EVENT_CURRENT:
      event->room = natter_random_room (rand);
      break;
    case NATTER_EVENT_RENAMED:
      event->from = natter_random_text (rand);
      event->name = natter_random_text (rand);
      break;
    case NATTER_EVENT_PRESENCE:
      event->from = natter_random_text (rand);
      event->text = natter_random_text_or_null (rand);
      break;
    case NATTER_EVENT_PING:
    case NATTER_EVENT_PONG:
    case NATTER_EVENT_TIME:
      event->time = natter_random_time (rand);
      break;
    case NATTER_EVENT_VERSION:
      event->text = natter_random_text (rand);
      event->version = natter_random_text (rand);
      break;
    case NATTER_EVENT_DONE:
    case NATTER_EVENT_MOTD:
      event->text = event->kind == NATTER_EVENT_MOTD ? natter_random_text_or_null (rand) : natter_random_text (rand);
      break;
    case NATTER_EVENT_BYE:
      event->reason_word = natter_random_text (rand);
      event->text = natter_random_text (rand);
      event->wait = toss (rand) ? g_rand_int (rand) : 0;
      event->time = toss (rand) ? natter_random_time (rand) : 0;
      break;
    default:
      natter_random_fill_list (event, rand, event->kind);
      break;
    }
}

NatterEvent *
natter_random_event (GRand *rand, NatterEventKind kind)
{
  NatterEvent *event = natter_event_new (kind);

  event->re = toss (rand) ? random_id (rand) : NULL;
  switch (kind)
    {
    case NATTER_EVENT_WELCOME:
      fill_welcome (event, rand);
      break;
    case NATTER_EVENT_OK:
      fill_ok (event, rand);
      break;
    case NATTER_EVENT_ERROR:
      fill_error (event, rand);
      break;
    case NATTER_EVENT_ENTERED:
      fill_entered (event, rand);
      break;
    case NATTER_EVENT_JOINED:
    case NATTER_EVENT_LEFT:
      fill_coming_or_going (event, rand);
      break;
    case NATTER_EVENT_SAID:
      event->room = natter_random_room (rand);
      event->message = random_message (rand, toss (rand) ? NATTER_MESSAGE_SAY : NATTER_MESSAGE_ME);
      event->message->bot = toss (rand);
      break;
    case NATTER_EVENT_EDITED:
    case NATTER_EVENT_DELETED:
    case NATTER_EVENT_REACTED:
      fill_change (event, rand);
      break;
    case NATTER_EVENT_TOPIC:
      fill_topic (event, rand);
      break;
    case NATTER_EVENT_FOUND:
      natter_random_fill_hits (event, natter_random_kept (rand), rand);
      break;
    default:
      fill_plain (event, rand);
      break;
    }

  return event;
}
