/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "random-values.h"

static NatterPerson *
random_person (GRand *rand)
{
  NatterPerson *person = natter_person_new (NULL);

  person->name = natter_random_text (rand);
  person->away = natter_random_text_or_null (rand);
  person->idle = g_rand_int_range (rand, 0, G_MAXINT);
  person->rooms = g_rand_boolean (rand) ? natter_random_names (rand) : NULL;
  person->role = natter_random_text_or_null (rand);
  person->account = g_rand_boolean (rand);
  person->bot = g_rand_boolean (rand);
  return person;
}

static NatterRoomInfo *
random_room_info (GRand *rand)
{
  NatterRoomInfo *room = natter_room_info_new (NULL);

  room->name = natter_random_room (rand);
  room->topic = natter_random_text_or_null (rand);
  room->people = g_rand_int (rand);
  room->active = g_rand_boolean (rand) ? natter_random_time (rand) : 0;
  room->member = g_rand_boolean (rand);
  room->is_private = g_rand_boolean (rand);
  room->readonly = g_rand_boolean (rand);
  return room;
}

static NatterHelp *
random_help (GRand *rand)
{
  NatterHelp *help = g_new0 (NatterHelp, 1);

  help->word = natter_random_text (rand);
  help->usage = natter_random_text (rand);
  help->summary = natter_random_text (rand);
  help->example = natter_random_text (rand);
  return help;
}

static void
fill_people (NatterEvent *event, GRand *rand)
{
  event->people = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_person_free);
  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    g_ptr_array_add (event->people, random_person (rand));
}

static void
fill_rooms (NatterEvent *event, GRand *rand)
{
  event->rooms = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_room_info_free);
  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    g_ptr_array_add (event->rooms, random_room_info (rand));
}

static void
fill_messages (NatterEvent *event, GRand *rand)
{
  event->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    g_ptr_array_add (event->messages, natter_random_kept (rand));
}

static void
fill_help (NatterEvent *event, GRand *rand)
{
  event->help = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_help_free);
  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    g_ptr_array_add (event->help, random_help (rand));
}

static void
fill_directs (NatterEvent *event, GRand *rand)
{
  event->directs = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_direct_free);
  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    {
      g_autofree char *room = natter_random_room (rand);
      NatterDirect *direct = natter_direct_new (room);

      direct->seq = natter_random_seq (rand);
      direct->read = natter_random_seq (rand);
      direct->active = natter_random_time (rand);
      g_ptr_array_add (event->directs, direct);
    }
}

static void
fill_codes (NatterEvent *event, GRand *rand)
{
  event->codes = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_code_free);
  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    {
      g_autofree char *text = natter_random_text (rand);
      NatterCode *code = natter_code_new (text);

      code->uses = g_rand_int (rand);
      code->until = g_rand_boolean (rand) ? natter_random_time (rand) : 0;
      code->from = natter_random_text_or_null (rand);
      code->link = natter_random_text_or_null (rand);
      g_ptr_array_add (event->codes, code);
    }
}

static void
fill_bans (NatterEvent *event, GRand *rand)
{
  event->bans = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_ban_free);
  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    {
      g_autofree char *name = natter_random_text (rand);
      NatterBan *ban = natter_ban_new (name);

      ban->from = natter_random_text_or_null (rand);
      ban->reason = natter_random_text_or_null (rand);
      ban->until = g_rand_boolean (rand) ? natter_random_time (rand) : 0;
      g_ptr_array_add (event->bans, ban);
    }
}

void
natter_random_fill_seen (NatterCommand *command, GRand *rand)
{
  command->seen = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_seen_free);
  for (gint i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    {
      g_autofree char *room = natter_random_room (rand);

      g_ptr_array_add (command->seen, natter_seen_new (room, g_rand_boolean (rand) ? 0 : natter_random_seq (rand)));
    }
}

static void
fill_bot (NatterEvent *event, GRand *rand)
{
  event->name = natter_random_text (rand);
  event->token = natter_random_text (rand);
  event->names = g_rand_boolean (rand) ? natter_random_names (rand) : NULL;
  event->role = natter_random_text (rand);
}

static void
fill_code (NatterEvent *event, GRand *rand)
{
  event->room = natter_random_room (rand);
  event->text = natter_random_text (rand);
  event->count = g_rand_int (rand);
  event->time = g_rand_boolean (rand) ? natter_random_time (rand) : 0;
  event->link = natter_random_text_or_null (rand);
}

void
natter_random_fill_list (NatterEvent *event, GRand *rand, NatterEventKind like)
{
  switch (like)
    {
    case NATTER_EVENT_PEOPLE:
      if (event->room == NULL)
        event->room = natter_random_room (rand);
      fill_people (event, rand);
      break;
    case NATTER_EVENT_WHO:
    case NATTER_EVENT_DEVICES:
    case NATTER_EVENT_BOTS:
      fill_people (event, rand);
      break;
    case NATTER_EVENT_ROOMS:
      fill_rooms (event, rand);
      break;
    case NATTER_EVENT_HISTORY:
      event->room = natter_random_room (rand);
      fill_messages (event, rand);
      event->more = g_rand_boolean (rand);
      event->begin = g_rand_boolean (rand) ? (gint64) natter_random_seq (rand) : -1;
      event->end = g_rand_boolean (rand) ? 0 : event->begin;
      break;
    case NATTER_EVENT_DIRECTS:
      fill_directs (event, rand);
      break;
    case NATTER_EVENT_CODES:
      event->room = natter_random_room (rand);
      fill_codes (event, rand);
      break;
    case NATTER_EVENT_BANS:
      fill_bans (event, rand);
      break;
    case NATTER_EVENT_BOT:
      fill_bot (event, rand);
      break;
    case NATTER_EVENT_LIVE:
      break;
    case NATTER_EVENT_READ:
      event->room = natter_random_room (rand);
      event->seq = natter_random_seq (rand);
      break;
    case NATTER_EVENT_CODE:
      fill_code (event, rand);
      break;
    case NATTER_EVENT_IGNORED:
      event->names = natter_random_names (rand);
      break;
    case NATTER_EVENT_HELP:
      fill_help (event, rand);
      break;
    default:
      g_assert_not_reached ();
    }
}
