/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Jobs done one after the other, in the order they were put, in one of GIO's worker threads: what they work on needs no lock. */

typedef struct _NatterUiWorker NatterUiWorker;

/* A job: @data is its own. In a worker thread. */
typedef void (*NatterUiJobFunc) (gpointer data);

NatterUiWorker *natter_ui_worker_new (void);

/* natter_ui_worker_free: after everything that was put is done. */
void natter_ui_worker_free (NatterUiWorker *self);

/* natter_ui_worker_put: @do_it runs later in the worker. @done: (nullable) runs after that in the main context of who put it, @data
 * being freed by then no more than by @free_data, last of all, there. */
void natter_ui_worker_put (NatterUiWorker *self, NatterUiJobFunc do_it, NatterUiJobFunc done, gpointer data,
                           GDestroyNotify free_data);

/* natter_ui_worker_wait: returns when all is done that was put before. What is told of it comes later all the same. */
void natter_ui_worker_wait (NatterUiWorker *self);

G_END_DECLS
