/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "natterctl-ask.h"
#include "natterctl-commands.h"
#include "natterctl-error.h"
#include "natterctl-line.h"

/* passwd NAME: the password comes from a terminal that does not show it, or is the first line of standard input; never an argument,
 * which everybody on the machine could see. */

#define LONGEST 4096

/* One line without its end, read without a buffer that would keep it. FALSE: there is none. */
static gboolean
read_secret (char *secret)
{
  gsize length = 0;
  gssize got;

  while ((got = read (STDIN_FILENO, secret + length, 1)) != 0)
    {
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0 || secret[length] == '\n')
        break;
      if (++length == LONGEST - 1)
        return FALSE;
    }
  if (length > 0 && secret[length - 1] == '\r')
    length--;
  explicit_bzero (secret + length, LONGEST - length);
  return length > 0;
}

static gboolean
ask_for (const char *prompt,
         char *secret)
{
  struct termios shown, hidden;
  gboolean done;

  if (tcgetattr (STDIN_FILENO, &shown) != 0)
    return read_secret (secret);
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  (void) tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  fputs (prompt, stderr);
  done = read_secret (secret);
  fputc ('\n', stderr);
  (void) tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  return done;
}

static gboolean
ask_twice (char *secret,
           GError **error)
{
  char again[LONGEST];
  gboolean same;

  if (!ask_for (_ ("New password: "), secret))
    {
      g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("There was no password."));
      return FALSE;
    }
  if (!isatty (STDIN_FILENO))
    return TRUE;
  same = ask_for (_ ("The same again: "), again) && g_str_equal (secret, again);
  explicit_bzero (again, sizeof again);
  if (!same)
    g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("That was not the same twice; the password stays as it was."));
  return same;
}

static gboolean
send_secret (const NatterctlOptions *options,
             const char *name,
             const char *secret,
             GError **error)
{
  GString *line;

  if (!g_utf8_validate (secret, -1, NULL))
    {
      g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("That is not UTF-8 text."));
      return FALSE;
    }
  line = natterctl_line_new ("passwd");
  natterctl_line_add (line, "name", name);
  natterctl_line_add (line, "password", secret);
  return natterctl_ask_and_tell (options, line, error);
}

gboolean
natterctl_run_passwd (const NatterctlOptions *options,
                      const char *const *words,
                      GError **error)
{
  char secret[LONGEST];
  gboolean done = ask_twice (secret, error) && send_secret (options, words[0], secret, error);

  explicit_bzero (secret, sizeof secret);
  return done;
}
