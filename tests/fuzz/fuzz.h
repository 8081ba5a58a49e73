/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* LLVMFuzzerTestOneInput: what each target is. Called by libFuzzer, or by replay.c where there is none. Returns 0; what
 * is wrong aborts. @data: exactly @size bytes, so that reading past them is seen. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

G_END_DECLS
