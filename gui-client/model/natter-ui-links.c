/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-links.h"

#define LINKS_MOST 64

static const char *const schemes[] = { "https://", "http://", "mailto:", "natter://" };

/* scheme_length: how long the scheme is that begins at @text, 0 if none does. */
static gsize
scheme_length (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (text, schemes[i], strlen (schemes[i])) == 0)
      return strlen (schemes[i]);
  return 0;
}

/* A mail's link is the address only: programs were found that attach files to a mail because its link says so. */
static gboolean
is_mail (const char *link)
{
  return g_ascii_strncasecmp (link, "mailto:", strlen ("mailto:")) == 0;
}

static gboolean
ends_link (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == '<' || c == '>' || c == '"' || c == 0x200b ||
         g_unichar_type (c) == G_UNICODE_FORMAT;
}

/* "[words](address)": a link that one sees as words. */
static gboolean
ends_words (const char *p)
{
  return *p == '`' || (p[0] == ']' && p[1] == '(');
}

/* A closing bracket belongs to the link if it was opened inside, as in .../Tea_(meal). */
static gboolean
is_balanced (const char *start,
             const char *end,
             char open,
             char close)
{
  int depth = 0;

  for (const char *p = start; p < end; p++)
    depth += (*p == open) - (*p == close);
  return depth >= 0;
}

static const char *
trim_end (const char *start,
          const char *end)
{
  while (end > start)
    {
      char last = end[-1];

      if (strchr (".,;:!?'*_~", last) != NULL ||
          (last == ')' && !is_balanced (start, end, '(', ')')) ||
          (last == ']' && !is_balanced (start, end, '[', ']')))
        end--;
      else
        break;
    }
  return end;
}

GArray *
natter_ui_links_find (const char *text)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (NatterUiLink));
  gunichar before = ' ';

  for (const char *p = text; *p != '\0' && links->len < LINKS_MOST;)
    {
      gsize scheme = g_unichar_isalnum (before) ? 0 : scheme_length (p);
      const char *end = p;

      if (scheme > 0)
        {
          while (*end != '\0' && !ends_link (g_utf8_get_char (end)) && !ends_words (end) && !(is_mail (p) && *end == '?'))
            end = g_utf8_next_char (end);
          end = trim_end (p + scheme, end);
        }
      if (end > p + scheme)
        {
          NatterUiLink link = { (gsize) (p - text), (gsize) (end - text) };

          g_array_append_val (links, link);
          p = end;
          before = ' ';
        }
      else
        {
          before = g_utf8_get_char (p);
          p = g_utf8_next_char (p);
        }
    }
  return links;
}

gboolean
natter_ui_link_is_safe (const char *uri)
{
  return scheme_length (uri) > 0;
}

char *
natter_ui_link_dup_place (const char *link)
{
  const char *place = link + scheme_length (link), *at;
  gsize length = is_mail (link) ? strlen (place) : strcspn (place, "/?#\\");

  /* What is before the sign is a name and a password, made to look like a place. */
  for (at = place; !is_mail (link) && at < place + length; at++)
    if (*at == '@')
      {
        length -= (gsize) (at + 1 - place);
        place = at + 1;
      }
  return g_strndup (place, length);
}
