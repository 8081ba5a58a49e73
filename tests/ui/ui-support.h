/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gui-client/view/natter-ui-application.h"
#include "gui-client/view/natter-ui-window.h"

G_BEGIN_DECLS

/* The real window, a real natterd as a process of its own, and peers who speak JSON over a socket. Nothing here sleeps: one
 * waits until something is so, while the main loop runs. */

#define wait_until(expression)                                                        \
  G_STMT_START                                                                        \
  {                                                                                   \
    gboolean timed_out_ = FALSE;                                                      \
    guint wait_id_ = ui_start_timeout (&timed_out_);                                  \
    while (!(expression) && !timed_out_)                                              \
      g_main_context_iteration (NULL, TRUE);                                          \
    if (timed_out_)                                                                   \
      g_error ("%s:%d: timed out: %s", __FILE__, __LINE__, #expression);              \
    g_source_remove (wait_id_);                                                       \
  }                                                                                   \
  G_STMT_END

guint ui_start_timeout (gboolean *timed_out);

/* ui_settle: frames are drawn and idle work is done. */
void ui_settle (GtkWidget *widget);

/* --- The server --- */

typedef struct
{
  GSubprocess *process;        /* (nullable) */
  guint port;                  /* 0 until it is known; kept when it is started again */
  const char *folder;          /* (nullable) where it keeps what is said; else it keeps nothing */
  const char *setting;         /* (nullable) one more, as GROUP.KEY=VALUE */
} UiServer;

void ui_server_start (UiServer *server);
void ui_server_kill (UiServer *server);

/* --- A peer --- */

typedef struct _UiPeer UiPeer;

/* ui_peer_new: connected and logged in. */
UiPeer *ui_peer_new (const UiServer *server, const char *name);

/* ui_peer_new_with: the same with the @password (nullable) of an account. */
UiPeer *ui_peer_new_with (const UiServer *server, const char *name, const char *password);
void ui_peer_free (UiPeer *peer);

/* ui_peer_do: sends a line, made as by printf(). */
void ui_peer_do (UiPeer *peer, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* ui_peer_count: lines received so far that have @part in them. */
guint ui_peer_count (UiPeer *peer, const char *part);

/* --- The window --- */

typedef struct
{
  UiServer server;
  NatterUiApplication *application;
  NatterUiRecent *recent;
  NatterUiDrafts *drafts;
  NatterUiWindow *window;
  char *folder;                /* of this test's own */
} UiFixture;

/* ui_main: instead of g_test_run() and what comes before it. */
void ui_init (int *argc, char ***argv);

/* ui_add: a test with server and window, shown on its welcome page. */
void ui_add (const char *path, void (*test) (UiFixture *));

/* ui_open_window, ui_close_window: the fixture's, anew; closing checks that nothing holds it. */
void ui_open_window (UiFixture *fixture);
void ui_close_window (UiFixture *fixture);

/* ui_is_gone: nothing holds it any more. */
gboolean ui_is_gone (GWeakRef *window);

/* ui_log_in: types address and name, presses Join, waits for the room. */
void ui_log_in (UiFixture *fixture, const char *name);

NatterUiSession *ui_session (UiFixture *fixture);
NatterUiRoom *ui_room (UiFixture *fixture, const char *name);

/* ui_find: the widget that gtk_widget_set_name() called @name, anywhere below @root. (nullable). */
GtkWidget *ui_find (GtkWidget *root, const char *name);

/* ui_get: the same in the fixture's window; it must be there. */
GtkWidget *ui_get (UiFixture *fixture, const char *name);

/* ui_dialog: the open dialog of that name. (nullable). */
GtkWidget *ui_dialog (const char *name);

/* ui_label: the text of a label. ui_text: of a text view, (transfer full). */
const char *ui_label (GtkWidget *label);
char *ui_dup_text (GtkWidget *view);
gboolean ui_shows (GtkWidget *view, const char *part);
guint ui_count_shown (GtkWidget *view, const char *part);

/* ui_key: a key to the window, through all of GTK's handling. ui_type: each character of @text. */
void ui_key (GtkWidget *window, guint keyval, GdkModifierType state);
void ui_type (GtkWidget *window, const char *text);

/* ui_do: activates win.@action. */
void ui_do (UiFixture *fixture, const char *action);

/* ui_do_with: the same, with a string. */
void ui_do_with (UiFixture *fixture, const char *action, const char *parameter);

/* ui_find_label: the mapped label with @text below @root. (nullable). */
GtkWidget *ui_find_label (GtkWidget *root, const char *text);

/* ui_picture: keeps a picture of @window for people to look at. */
void ui_picture (GtkWidget *window, const char *name);

G_END_DECLS
