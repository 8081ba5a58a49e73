/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-session-private.h"

/* Who spoke, and on which days: what the cache knows of it. A question keeps no session alive. */

/* The cache may go before it answers. */
static void
drop_task (gpointer data)
{
  g_autoptr (GTask) task = data;

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "-");
}

static NatterUiAsking *
new_asking (NatterUiSession *self, NatterUiRoom *room, GTask *task)
{
  NatterUiAsking *asking = natter_ui_session_new_asking (self, room);

  asking->data = task;
  asking->free_data = drop_task;
  return asking;
}

/* From here on it needs no other answer. Returns: (transfer full). */
static GTask *
take_task (gpointer user_data)
{
  NatterUiAsking *asking = user_data;

  asking->free_data = NULL;
  return asking->data;
}

static void
take_days (guint32 days, gpointer user_data)
{
  g_autoptr (GTask) task = take_task (user_data);

  g_task_return_int (task, days);
}

/* Midnight of each day of it, and of the day after. Returns: how many; 0: there is no such month. */
static guint
get_borders (int year, int month, gint64 *borders)
{
  g_autoptr (GDateTime) first = g_date_time_new_local (year, month, 1, 0, 0, 0);
  guint n = 0;

  if (first == NULL)
    return 0;

  n = (guint) g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year) + 1;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (first, (int) i);

      borders[i] = g_date_time_to_unix (day) * G_USEC_PER_SEC;
    }
  return n;
}

void
natter_ui_session_find_days_async (NatterUiSession *self, NatterUiRoom *room, int year, int month, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  gint64 borders[NATTER_UI_CACHE_DAYS_MOST + 1];
  guint n = get_borders (year, month, borders);
  GTask *task;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, natter_ui_session_find_days_async);
  if (self->cache == NULL || n == 0)
    {
      g_task_return_int (task, 0);
      g_object_unref (task);
      return;
    }
  natter_ui_cache_find_days (self->cache, natter_ui_room_get_key (room), borders, n, take_days, new_asking (self, room, task));
}

guint32
natter_ui_session_find_days_finish (GAsyncResult *result)
{
  gssize days;

  g_return_val_if_fail (g_task_is_valid (result, NULL), 0);

  days = g_task_propagate_int (G_TASK (result), NULL);
  return days > 0 ? (guint32) days : 0;
}

static void
take_speakers (const GPtrArray *speakers, gpointer user_data)
{
  g_autoptr (GTask) task = take_task (user_data);

  g_task_return_pointer (task, g_ptr_array_ref ((GPtrArray *) speakers), (GDestroyNotify) g_ptr_array_unref);
}

void
natter_ui_session_find_speakers_async (NatterUiSession *self, NatterUiRoom *room, gint64 time, guint count,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_ui_session_find_speakers_async);
  if (self->cache == NULL)
    {
      g_task_return_pointer (task, g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  natter_ui_cache_find_speakers (self->cache, natter_ui_room_get_key (room), time, count, take_speakers,
                                 new_asking (self, room, task));
}

GPtrArray *
natter_ui_session_find_speakers_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
