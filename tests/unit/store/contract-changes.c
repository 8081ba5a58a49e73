/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-limits.h"

#include "store-support.h"

/* What every store keeps to: what becomes of messages, §4.23 to §4.27. */

#define ALICE (-1)
#define BOB   (-2)

typedef struct
{
  NatterMessageKind kind;
  gint64 author;
  guint64 target;
  const char *text;
  const char *id;
  gboolean any_author;
} Deed;

/* "3", "1 again" or "not-yours"; with what it is about and quotes. (transfer full) */
static char *
describe (const NatterMessage *message)
{
  GString *out = g_string_new (NULL);

  if (message->refusal != 0)
    g_string_append (out, natter_error_get_code_word (message->refusal));
  else
    g_string_append_printf (out, "%" G_GUINT64_FORMAT "%s", message->seq, message->repeated ? " again" : "");
  if (message->target != 0 && message->refusal == 0 && !message->repeated)
    g_string_append_printf (out, " of %" G_GUINT64_FORMAT, message->target);
  if (message->quote_from != NULL)
    g_string_append_printf (out, " %s: %s", message->quote_from, message->quote);
  return g_string_free (out, FALSE);
}

static void
assert_done (NatterdStore *store,
             Deed deed,
             const char *expected)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  NatterMessage *message = natter_message_new (deed.kind, "lobby", deed.author == BOB ? "bob" : "alice", deed.text, deed.id);
  g_autofree char *done = NULL;

  message->author = deed.author;
  message->target = deed.target;
  message->any_author = deed.any_author;
  g_ptr_array_add (one, message);
  test_store_commit (store, one, 2000);
  done = describe (message);
  g_assert_cmpstr (done, ==, expected);
}

#define DO(...) ((Deed){ __VA_ARGS__ })

/* "1 one (edited) 👍2* | 2 deleted | 3 edit of 1: one": (transfer full) */
static char *
describe_page (NatterdStore *store,
               gint64 reader,
               gboolean events)
{
  static const char *const words[] = { "", "me", "topic", "edit", "delete", "react", "unreact" };
  gboolean more;
  g_autoptr (GPtrArray) messages = test_store_fetch (store, "lobby", (NatterRange){ .count = 99, .reader = reader, .events = events }, &more);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      const NatterMessage *message = messages->pdata[i];

      g_string_append_printf (out, "%s%" G_GUINT64_FORMAT, i > 0 ? " | " : "", message->seq);
      if (message->kind != NATTER_MESSAGE_SAY)
        g_string_append_printf (out, " %s", words[message->kind]);
      if (message->target != 0)
        g_string_append_printf (out, " of %" G_GUINT64_FORMAT, message->target);
      if (message->text[0] != '\0')
        g_string_append_printf (out, " %s", message->text);
      if (message->deleted)
        g_string_append (out, " deleted");
      if (message->edited != 0)
        g_string_append (out, " (edited)");
      if (message->quote_from != NULL)
        g_string_append_printf (out, " (%s: %s)", message->quote_from, message->quote);
      for (guint j = 0; message->reactions != NULL && j < message->reactions->len; j++)
        {
          const NatterReaction *reaction = message->reactions->pdata[j];

          g_string_append_printf (out, " %s%u%s", reaction->text, reaction->count, reaction->mine ? "*" : "");
          g_assert_cmpuint (reaction->names->len, ==, MIN (reaction->count, NATTER_REACTION_NAMES));
        }
    }
  return g_string_free (out, FALSE);
}

static void
assert_page (NatterdStore *store,
             gint64 reader,
             gboolean events,
             const char *expected)
{
  g_autofree char *page = describe_page (store, reader, events);

  g_assert_cmpstr (page, ==, expected);
}

/* §4.23 */
static void
test_edit (Fixture *fixture,
           gconstpointer data)
{
  NatterdStore *store = fixture->store;

  assert_done (store, DO (NATTER_MESSAGE_SAY, ALICE, 0, "one"), "1");
  assert_done (store, DO (NATTER_MESSAGE_TOPIC, ALICE, 0, "tea"), "2");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, 1, "two", "e"), "3 of 1");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, 1, "three", "e"), "3 again");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, BOB, 1, "three"), "not-yours");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, 0, 1, "three"), "not-yours");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, 2, "three"), "no-such-message");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, 3, "three"), "no-such-message");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, 4, "three"), "no-such-message");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, G_MAXINT64, "three"), "no-such-message");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, BOB, NATTER_TARGET_LAST, "three"), "no-such-message");
  assert_page (store, 0, FALSE, "1 two (edited) | 2 topic tea");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, NATTER_TARGET_LAST, "three"), "4 of 1");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, BOB, 1, "four", NULL, TRUE), "5 of 1");
  assert_page (store, 0, FALSE, "1 four (edited) | 2 topic tea");
  assert_page (store, 0, TRUE, "1 four (edited) | 2 topic tea | 3 edit of 1 four | 4 edit of 1 four | 5 edit of 1 four");
}

/* §4.24 */
static void
test_delete (Fixture *fixture,
             gconstpointer data)
{
  NatterdStore *store = fixture->store;

  assert_done (store, DO (NATTER_MESSAGE_SAY, ALICE, 0, "one", "s"), "1");
  assert_done (store, DO (NATTER_MESSAGE_REACT, BOB, 1, "x"), "2 of 1");
  assert_done (store, DO (NATTER_MESSAGE_DELETE, BOB, 1, ""), "not-yours");
  assert_done (store, DO (NATTER_MESSAGE_DELETE, ALICE, NATTER_TARGET_LAST, "", "d"), "3 of 1");
  assert_done (store, DO (NATTER_MESSAGE_DELETE, ALICE, NATTER_TARGET_LAST, "", "d"), "3 again");
  assert_done (store, DO (NATTER_MESSAGE_DELETE, ALICE, 1, ""), "no-such-message");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, 1, "x"), "no-such-message");
  assert_done (store, DO (NATTER_MESSAGE_REACT, BOB, 1, "x"), "no-such-message");
  assert_done (store, DO (NATTER_MESSAGE_SAY, BOB, 1, "x"), "no-such-message");
  assert_done (store, DO (NATTER_MESSAGE_SAY, ALICE, 0, "one", "s"), "1 again");
  assert_page (store, 0, FALSE, "1 deleted");
  assert_page (store, 0, TRUE, "1 deleted | 2 react of 1 x | 3 delete of 1");
  if (!fixture->kind->survives)
    return;

  test_store_reopen (fixture);
  assert_page (fixture->store, 0, FALSE, "1 deleted");
  assert_done (fixture->store, DO (NATTER_MESSAGE_DELETE, ALICE, 1, "", "d"), "3 again");
}

/* §4.25 */
static void
test_reply (Fixture *fixture,
            gconstpointer data)
{
  NatterdStore *store = fixture->store;

  assert_done (store, DO (NATTER_MESSAGE_SAY, ALICE, 0, "one"), "1");
  assert_done (store, DO (NATTER_MESSAGE_SAY, BOB, 1, "yes", "r"), "2 of 1 alice: one");
  assert_done (store, DO (NATTER_MESSAGE_SAY, BOB, 1, "yes", "r"), "2 again");
  assert_page (store, 0, FALSE, "1 one | 2 of 1 yes (alice: one)");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, 1, "two"), "3 of 1");
  assert_page (store, 0, FALSE, "1 two (edited) | 2 of 1 yes (alice: two)");
  assert_done (store, DO (NATTER_MESSAGE_DELETE, ALICE, 1, ""), "4 of 1");
  assert_page (store, 0, FALSE, "1 deleted | 2 of 1 yes");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, BOB, 2, "no"), "5 of 2");
  assert_page (store, 0, FALSE, "1 deleted | 2 of 1 no (edited)");
}

/* §4.26 */
static void
test_react (Fixture *fixture,
            gconstpointer data)
{
  NatterdStore *store = fixture->store;

  assert_done (store, DO (NATTER_MESSAGE_SAY, ALICE, 0, "one"), "1");
  assert_done (store, DO (NATTER_MESSAGE_REACT, BOB, 1, "👍"), "2 of 1");
  assert_done (store, DO (NATTER_MESSAGE_REACT, BOB, 1, "👍"), "2 again");
  assert_done (store, DO (NATTER_MESSAGE_REACT, ALICE, 1, "👍"), "3 of 1");
  assert_done (store, DO (NATTER_MESSAGE_UNREACT, ALICE, 1, "x"), "no-such-reaction");
  assert_page (store, ALICE, FALSE, "1 one 👍2*");
  assert_page (store, 0, FALSE, "1 one 👍2");
  assert_done (store, DO (NATTER_MESSAGE_UNREACT, ALICE, 1, "👍"), "4 of 1");
  assert_done (store, DO (NATTER_MESSAGE_UNREACT, ALICE, 1, "👍"), "no-such-reaction");
  assert_page (store, ALICE, FALSE, "1 one 👍1");
  assert_page (store, ALICE, TRUE, "1 one | 2 react of 1 👍 | 3 react of 1 👍 | 4 unreact of 1 👍");
}

/* §4.26: so many different ones, by however many people */
static void
test_too_many_reactions (Fixture *fixture,
                         gconstpointer data)
{
  NatterdStore *store = fixture->store;

  if (!fixture->kind->keeps_all)
    return;

  assert_done (store, DO (NATTER_MESSAGE_SAY, ALICE, 0, "one"), "1");
  for (guint i = 0; i < NATTER_LIMIT_REACTIONS; i++)
    {
      char text[] = { (char) ('a' + i), '\0' };
      g_autofree char *expected = g_strdup_printf ("%u of 1", i + 2);

      assert_done (store, DO (NATTER_MESSAGE_REACT, i % 2 == 0 ? ALICE : BOB, 1, text), expected);
    }
  assert_done (store, DO (NATTER_MESSAGE_REACT, BOB, 1, "!"), "too-many-reactions");
  assert_done (store, DO (NATTER_MESSAGE_REACT, BOB, 1, "a"), "22 of 1");
  assert_done (store, DO (NATTER_MESSAGE_UNREACT, ALICE, 1, "c"), "23 of 1");
  assert_done (store, DO (NATTER_MESSAGE_REACT, BOB, 1, "!"), "24 of 1");
}

/* what is in one commit sees what comes before it there; what is refused takes no sequence */
static void
test_changes_at_once (Fixture *fixture,
                      gconstpointer data)
{
  static const Deed deeds[] = {
    { NATTER_MESSAGE_SAY, ALICE, 0, "one" },
    { NATTER_MESSAGE_EDIT, ALICE, NATTER_TARGET_LAST, "two" },
    { NATTER_MESSAGE_EDIT, BOB, 1, "three" },
    { NATTER_MESSAGE_DELETE, ALICE, 1, "" },
    { NATTER_MESSAGE_EDIT, ALICE, 1, "four" },
    { NATTER_MESSAGE_SAY, ALICE, 0, "five" },
  };
  static const char *const expected[] = { "1", "2 of 1", "not-yours", "3 of 1", "no-such-message", "4" };
  g_autoptr (GPtrArray) group = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      NatterMessage *message = natter_message_new (deeds[i].kind, "lobby", "alice", deeds[i].text, NULL);

      message->author = deeds[i].author;
      message->target = deeds[i].target;
      g_ptr_array_add (group, message);
    }
  test_store_commit (fixture->store, group, 7);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autofree char *done = describe (group->pdata[i]);

      g_assert_cmpstr (done, ==, expected[i]);
    }
  assert_page (fixture->store, 0, FALSE, "1 deleted | 4 five");
}

/* a page is full of what is shown, not of what is passed over */
static void
test_change_pages (Fixture *fixture,
                   gconstpointer data)
{
  NatterdStore *store = fixture->store;

  assert_done (store, DO (NATTER_MESSAGE_SAY, ALICE, 0, "one"), "1");
  assert_done (store, DO (NATTER_MESSAGE_REACT, BOB, 1, "x"), "2 of 1");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, 1, "two"), "3 of 1");
  assert_done (store, DO (NATTER_MESSAGE_SAY, ALICE, 0, "three"), "4");
  assert_done (store, DO (NATTER_MESSAGE_REACT, BOB, 4, "x"), "5 of 4");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_LAST, 2, 0, 0 }, "1 4");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_LAST, 1, 0, 0 }, "4 …");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_SINCE, 1, 1, 0 }, "4");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_BEFORE, 9, 4, 0 }, "1");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_SINCE, 2, 1, 0, TRUE }, "2 3 …");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_SINCE, 9, 3, 0, TRUE }, "4 5");
}

/* Whether some file of the store has these bytes. */
static gboolean
holds (Fixture *fixture,
       const char *bytes)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      found |= memmem (content, length, bytes, strlen (bytes)) != NULL;
    }
  return found;
}

/* §4.23, §4.24: nothing of it is left in the files, short or long; and the test would find it */
static void
test_nothing_left (Fixture *fixture,
                   gconstpointer data)
{
  NatterdStore *store = fixture->store;
  g_autofree char *padding = g_strnfill (6000, 'p');
  g_autofree char *large = g_strdup_printf ("%s-secret-large-%s", padding, padding);

  if (!fixture->kind->survives)
    return;

  for (guint i = 0; i < 50; i++)
    test_store_say (store, "garden", padding);
  assert_done (store, DO (NATTER_MESSAGE_SAY, ALICE, 0, "-secret-edited-"), "1");
  assert_done (store, DO (NATTER_MESSAGE_SAY, ALICE, 0, large), "2");
  assert_done (store, DO (NATTER_MESSAGE_SAY, ALICE, 0, "-secret-deleted-"), "3");
  for (guint i = 0; i < 50; i++)
    test_store_say (store, "garden", i % 2 == 0 ? "short" : padding);
  test_store_reopen (fixture);
  store = fixture->store;
  g_assert_true (holds (fixture, "-secret-edited-") && holds (fixture, "-secret-large-") && holds (fixture, "-secret-deleted-"));

  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, 1, "-secret-second-"), "4 of 1");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, 1, "fine"), "5 of 1");
  assert_done (store, DO (NATTER_MESSAGE_EDIT, ALICE, 2, "small"), "6 of 2");
  assert_done (store, DO (NATTER_MESSAGE_DELETE, ALICE, 3, ""), "7 of 3");
  test_store_reopen (fixture);
  g_assert_false (holds (fixture, "-secret-"));
  assert_page (fixture->store, 0, FALSE, "1 fine (edited) | 2 small (edited) | 3 deleted");
}

void
test_contract_add_changes (void)
{
  test_store_add ("edit", test_edit);
  test_store_add ("delete", test_delete);
  test_store_add ("reply", test_reply);
  test_store_add ("react", test_react);
  test_store_add ("too-many-reactions", test_too_many_reactions);
  test_store_add ("changes-at-once", test_changes_at_once);
  test_store_add ("change-pages", test_change_pages);
  test_store_add ("nothing-left", test_nothing_left);
}
