/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-driver.h"

#include <string.h>

static const BenchDriver *const drivers[] = {
  &bench_driver_bare,
  &bench_driver_json,
  &bench_driver_text,
  &bench_driver_irc,
};

const BenchDriver *
bench_driver_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (drivers); i++)
    if (strcmp (drivers[i]->name, name) == 0)
      return drivers[i];
  return NULL;
}

char *
bench_driver_list (void)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (drivers); i++)
    g_string_append_printf (list, "  %-10s %s\n", drivers[i]->name, drivers[i]->summary);
  return g_string_free (list, FALSE);
}

const char *
bench_span_find (BenchSpan line,
                 const char *what)
{
  return memmem (line.text, line.length, what, strlen (what));
}

gboolean
bench_span_has_prefix (BenchSpan line,
                       const char *what)
{
  gsize length = strlen (what);

  return line.length >= length && memcmp (line.text, what, length) == 0;
}

BenchSpan
bench_span_from (BenchSpan line,
                 const char *at)
{
  return (BenchSpan){ at, line.length - (gsize) (at - line.text) };
}
