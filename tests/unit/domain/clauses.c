/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "domain-script.h"

/* A table: the clause, and a script that shows it. */

typedef struct
{
  const char *path;
  const char *script;
} Clause;

static const Clause clauses[] = {
  { "/domain/login/tells-all",
    /* §4.4, §6.5, §5.10 */
    "open a\n"
    "a< welcome text=Natter\n"
    "a> {\"do\":\"login\",\"name\":\"alice\",\"id\":\"c1\"}\n"
    "a< hello lobby alice re=c1\n"
    "a< entered lobby seq=0 n=1 alice\n"
    "open b\n"
    "b< welcome text=Natter n=1\n"
    "b> login bob\n"
    "b< hello lobby bob\n"
    "b< entered lobby seq=0 n=2 alice bob\n"
    "a< joined lobby bob\n" },
};

static void
test_clause (gconstpointer data)
{
  test_script_play (((const Clause *) data)->script);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (clauses); i++)
    g_test_add_data_func (clauses[i].path, &clauses[i], test_clause);

  return g_test_run ();
}
