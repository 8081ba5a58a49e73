/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-link.h"
#include "shared/natter-span.h"

#include "natterd-act-private.h"
#include "natterd-code-private.h"
#include "natterd-policy.h"

/* Codes that let people into a private room: §4.44. */

#define SPAN_DEFAULT (7 * 24 * 60 * 60)
#define SPAN_MOST    (365 * 24 * 60 * 60)
#define USES_MOST    1000

static NatterdRoom *
get_room (const NatterdCall *call,
          GError **error)
{
  NatterdRoom *room = natterd_call_get_own_room (call, error);

  return room != NULL && natterd_policy_check (call->hub, call->user, room, NATTER_RIGHT_MODERATE, error) ? room : NULL;
}

/* A new one is counted from here on. Nobody knows it before it is recorded. */
static void
record (const NatterdCall *call,
        const NatterdRoom *room,
        const NatterCode *code)
{
  g_autoptr (NatterFact) fact = natterd_code_dup_fact (code, room->key);

  if (fact->value != NULL)
    natterd_codes_restore (call->hub->codes, fact->key, fact->value);
  natterd_effects_record_fact (call->effects, NULL, fact, NULL);
  natterd_effects_end_record (call->effects);
}

/* Those whose time is over are forgotten when somebody looks. Returns: how many there are. */
static guint
sweep (const NatterdCall *call,
       const NatterdRoom *room)
{
  const GPtrArray *codes = natterd_codes_list (call->hub->codes, room->key);
  guint n = 0;

  for (guint i = 0; codes != NULL && i < codes->len; i++)
    {
      NatterCode *code = codes->pdata[i];

      if (code->uses > 0 && code->until > call->hub->wall)
        {
          n++;
          continue;
        }
      code->uses = 0;
      record (call, room, code);
    }
  return n;
}

static gboolean
read_terms (const NatterdCall *call,
            NatterCode *code,
            GError **error)
{
  const NatterCommand *command = call->command;
  gint64 span = SPAN_DEFAULT;

  if (command->span != NULL && !natter_span_parse (command->span, &span))
    span = 0;
  if (span == 0 || span > SPAN_MOST || command->uses > USES_MOST)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                   _ ("For how long (a year at most), and for how many people (%d at most)? As in: code 7d 3"), USES_MOST);
      return FALSE;
    }
  code->uses = MAX (command->uses, 1);
  code->until = call->hub->wall + span * G_USEC_PER_SEC;
  return TRUE;
}

/* Where the server knows by which address people reach it. Returns: (transfer full) (nullable). */
static char *
dup_link (const NatterdCall *call,
          const NatterdRoom *room,
          const char *code)
{
  const NatterdHubSettings *settings = call->hub->settings;
  g_autofree char *host = NULL;
  NatterLink link = { .room = room->name, .code = (char *) code, .key = call->hub->key };

  if (settings->address == NULL || !natter_link_parse_address (settings->address, &host, &link.port))
    return NULL;
  link.host = host;
  return natter_link_build (&link);
}

static NatterEvent *
make_answer (const NatterdCall *call,
             const NatterdRoom *room,
             const NatterCode *code)
{
  NatterEvent *event = natterd_call_new_answer (call, NATTER_EVENT_CODE);

  event->room = g_strdup (room->name);
  event->text = g_strdup (code->code);
  event->count = code->uses;
  event->time = code->until;
  event->link = dup_link (call, room, code->code);
  return event;
}

gboolean
natterd_handle_code (NatterdCall *call,
                     GError **error)
{
  NatterdAct act = { .word = "code", .role = NATTERD_N_ROLES, .timed = TRUE, .is_quiet = TRUE };
  g_autofree char *secret = NULL;
  g_autofree char *digits = NULL;
  NatterCode code = { .from = call->user->name };

  act.room = get_room (call, error);
  if (act.room == NULL || !read_terms (call, &code, error))
    return FALSE;

  if (sweep (call, act.room) >= NATTERD_CODES_MOST)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_TOO_MANY_CODES,
                   _ ("There are %d codes already. To see them: codes. To end one: uncode CODE"), NATTERD_CODES_MOST);
      return FALSE;
    }

  secret = call->hub->mint (call->hub->mint_data);
  digits = natterd_code_dup_random (secret);
  code.code = digits;
  act.span = (code.until - call->hub->wall) / G_USEC_PER_SEC;
  record (call, act.room, &code);
  natterd_act_record (&act, call, make_answer (call, act.room, &code));
  return TRUE;
}

gboolean
natterd_handle_codes (NatterdCall *call,
                      GError **error)
{
  NatterdRoom *room = get_room (call, error);
  const GPtrArray *codes;
  NatterEvent *event;

  if (room == NULL)
    return FALSE;

  sweep (call, room);
  codes = natterd_codes_list (call->hub->codes, room->key);
  event = natterd_call_new_answer (call, NATTER_EVENT_CODES);
  event->room = g_strdup (room->name);
  event->codes = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_code_free);
  for (guint i = 0; codes != NULL && i < codes->len; i++)
    {
      const NatterCode *code = codes->pdata[i];
      NatterCode *told;

      if (code->uses == 0)
        continue;
      told = natter_code_new (code->code);
      told->from = g_strdup (code->from);
      told->uses = code->uses;
      told->until = code->until;
      told->link = dup_link (call, room, code->code);
      g_ptr_array_add (event->codes, told);
    }
  natterd_call_answer (call, event);
  return TRUE;
}

gboolean
natterd_handle_uncode (NatterdCall *call,
                       GError **error)
{
  NatterdAct act = { .word = "uncode", .role = NATTERD_N_ROLES, .is_quiet = TRUE };
  NatterCode *code;
  NatterEvent *answer;

  act.room = get_room (call, error);
  code = act.room != NULL ? natterd_codes_find (call->hub->codes, act.room->key, call->command->code, call->hub->wall) : NULL;
  if (act.room != NULL && code == NULL)
    g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_CODE, _ ("There is no such code here. To see those there are: codes"));
  if (code == NULL)
    return FALSE;

  code->uses = 0;
  record (call, act.room, code);
  answer = natterd_call_new_answer (call, NATTER_EVENT_DONE);
  answer->text = g_strdup (_ ("That code lets nobody in any more."));
  natterd_act_record (&act, call, answer);
  return TRUE;
}

/* Whoever has an account is invited from now on, a guest for as long as this login. */
void
natterd_call_use_code (const NatterdCall *call,
                       const char *room)
{
  NatterdRoom entered = { .key = (char *) room }; /* it need not be there now */
  NatterdAct act = { .word = "enter", .room = &entered, .role = NATTERD_N_ROLES, .name = call->user->name, .key = call->user->key, .is_quiet = TRUE };
  NatterCode *code;

  if (call->command->code == NULL || natterd_policy_may_see (call->hub, call->user, room) ||
      natterd_policy_get_role (call->hub, call->user, &entered) == NATTERD_ROLE_BANNED)
    return;
  code = natterd_codes_find (call->hub->codes, room, call->command->code, call->hub->wall);
  if (code == NULL)
    return;

  code->uses--;
  record (call, &entered, code);
  natterd_user_let_in (call->user, room);
  if (call->user->is_registered && natterd_policy_get_role (call->hub, call->user, &entered) == NATTERD_ROLE_MEMBER)
    {
      act.role = NATTERD_ROLE_MEMBER;
      act.invites = TRUE;
    }
  natterd_act_record (&act, call, NULL);
}
