/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-qr.h"

#if HAVE_QRENCODE

#include <qrencode.h>
#include <stdio.h>
#include <unistd.h>

#define QUIET 4 /* modules around it, as the standard wants */

static gboolean
is_dark (const QRcode *code,
         int x,
         int y)
{
  return x >= 0 && y >= 0 && x < code->width && y < code->width && (code->data[y * code->width + x] & 1) != 0;
}

/* Two rows in one line: what is printed is what is light, so that it is right on a dark terminal, and with colours on any. */
static void
append_line (GString *out,
             const QRcode *code,
             int y)
{
  static const char *const blocks[] = { "█", "▀", "▄", " " }; /* by what is dark: none, the lower, the upper, both */

  for (int x = -QUIET; x < code->width + QUIET; x++)
    g_string_append (out, blocks[(is_dark (code, x, y) ? 2 : 0) + (is_dark (code, x, y + 1) ? 1 : 0)]);
}

void
natterctl_qr_show (const char *text)
{
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_L);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean colours = isatty (STDOUT_FILENO) != 0;

  if (code == NULL)
    return;
  for (int y = -QUIET; y < code->width + QUIET; y += 2)
    {
      g_string_append (out, colours ? "\033[97;40m" : "");
      append_line (out, code, y);
      g_string_append (out, colours ? "\033[0m\n" : "\n");
    }
  QRcode_free (code);
  fputs (out->str, stdout);
}

#else

void
natterctl_qr_show (const char *text)
{
}

#endif
