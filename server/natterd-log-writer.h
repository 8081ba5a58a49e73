/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where log entries go: one line each on standard error, or the journal where that is what standard error is connected to. What peers wrote cannot
 * end a line or reach a terminal's escapes. A reader of standard error who is too slow makes lines go missing, and never makes the
 * server wait. Of each kind of entry only so many are written in 10 s, and then how many more there were. */

typedef struct _NatterdLogWriter NatterdLogWriter;

/* natterd_log_writer_install: takes over from GLib's own writer until the end of the process. Once. (transfer none) */
NatterdLogWriter *natterd_log_writer_install (void);

/* natterd_log_writer_set_level: the least that is written: error, warning, message, info, debug. */
void natterd_log_writer_set_level (NatterdLogWriter *self, const char *level);

/* natterd_log_writer_set_burst: how many; 0, as at first: all. */
void natterd_log_writer_set_burst (NatterdLogWriter *self, guint burst);

/* natterd_log_writer_flush: tells now what was not written. */
void natterd_log_writer_flush (NatterdLogWriter *self);

/* natterd_log_writer_format: the line, with its end, of an entry made at @time. (transfer full) */
char *natterd_log_writer_format (GLogLevelFlags level, const GLogField *fields, gsize n_fields, GDateTime *time);

/* natterd_log_writer_escape: @text (@length bytes, -1: to the NUL; need not be valid) with backslashes, control and format
 * characters, line separators and stray bytes as \n, \x1b or \u202e. (transfer full) */
char *natterd_log_writer_escape (const char *text, gssize length);

G_END_DECLS
