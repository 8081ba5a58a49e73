/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <md4c.h>
#include <string.h>

#include "shared/natter-text.h"

#include "natter-ui-format-private.h"
#include "natter-ui-format.h"
#include "natter-ui-links.h"

#define BULLET "• "

typedef struct
{
  NatterUiFormat *format;
  GString *out;
  const char *source;
  const GArray *links; /* in the source */
  NatterUiStyle style;
  guint indent;
  guint quotes;
  const char *uri;       /* (nullable) of the link that one is in */
  gsize link_start;      /* where its words begin */
  gboolean after_words;  /* a paragraph ended, and nothing came since */
  gboolean at_item;      /* its sign was written, and nothing since */
} Builder;

/* What is between the last run and the end of what is written becomes a run, as @style and @uri say. */
static void
end_run_as (Builder *self, NatterUiStyle style, const char *uri)
{
  GArray *runs = self->format->runs;
  gsize start = runs->len > 0 ? g_array_index (runs, NatterUiRun, runs->len - 1).end : 0;
  NatterUiRun run = { start, self->out->len, style, MIN (self->indent, NATTER_UI_FORMAT_INDENT), uri };

  if (run.start < run.end)
    g_array_append_val (runs, run);
}

static void
end_run (Builder *self)
{
  end_run_as (self, self->style, self->uri);
}

static gboolean
in_code (Builder *self)
{
  return (self->style & (NATTER_UI_STYLE_CODE | NATTER_UI_STYLE_BLOCK)) != 0;
}

static char *
dup_link (Builder *self, guint number)
{
  const NatterUiLink *link = &g_array_index (self->links, NatterUiLink, number);

  return g_strndup (self->source + link->start, link->end - link->start);
}

static void
put_link (Builder *self, guint number)
{
  g_autofree char *link = dup_link (self, number);

  if (self->uri != NULL || in_code (self))
    {
      g_string_append (self->out, link);
      return;
    }

  end_run (self);
  g_string_append (self->out, link);
  end_run_as (self, self->style, g_string_chunk_insert (self->format->chunk, link));
}

/* What stands for something else is that again. */
static void
put (Builder *self, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *next; text < end; text = next)
    {
      gunichar c = g_utf8_get_char (text);

      next = g_utf8_next_char (text);
      if (c >= NATTER_UI_VEIL_ASCII && c < NATTER_UI_VEIL_END)
        g_string_append_c (self->out, (char) (c - NATTER_UI_VEIL_ASCII));
      else if (c >= NATTER_UI_VEIL_LINK && c - NATTER_UI_VEIL_LINK < self->links->len)
        put_link (self, c - NATTER_UI_VEIL_LINK);
      else
        g_string_append_len (self->out, text, next - text);
    }
  self->at_item = FALSE;
}

/* A block begins on a line of its own. */
static void
begin_line (Builder *self)
{
  if (self->out->len > 0 && self->out->str[self->out->len - 1] != '\n')
    g_string_append_c (self->out, '\n');
}

static void
begin_words (Builder *self)
{
  if (self->at_item)
    return;
  begin_line (self);
  if (self->after_words)
    g_string_append_c (self->out, '\n');
  end_run (self);
}

static void
set_style (Builder *self, NatterUiStyle style, gboolean on)
{
  end_run (self);
  self->style = on ? self->style | style : self->style & ~style;
}

static void
begin_quote (Builder *self)
{
  begin_line (self);
  set_style (self, NATTER_UI_STYLE_QUOTE, TRUE);
  self->quotes++;
  self->indent++;
}

static void
end_quote (Builder *self)
{
  begin_line (self);
  self->quotes--;
  set_style (self, NATTER_UI_STYLE_QUOTE, self->quotes > 0);
  self->indent--;
}

static void
begin_item (Builder *self)
{
  begin_line (self);
  end_run (self);
  self->indent++;
  g_string_append (self->out, BULLET);
  self->at_item = TRUE;
}

static int
on_enter_block (MD_BLOCKTYPE type, void *detail, void *data)
{
  Builder *self = data;
  gboolean words = type == MD_BLOCK_P || type == MD_BLOCK_H;

  if (words)
    begin_words (self);
  self->after_words = FALSE;
  if (type == MD_BLOCK_QUOTE)
    begin_quote (self);
  else if (type == MD_BLOCK_LI)
    begin_item (self);
  else if (type == MD_BLOCK_CODE)
    {
      begin_line (self);
      set_style (self, NATTER_UI_STYLE_BLOCK, TRUE);
      self->at_item = FALSE;
    }
  return 0;
}

static int
on_leave_block (MD_BLOCKTYPE type, void *detail, void *data)
{
  Builder *self = data;

  self->after_words = type == MD_BLOCK_P || type == MD_BLOCK_H;
  self->at_item = FALSE;
  if (type == MD_BLOCK_QUOTE)
    end_quote (self);
  else if (type == MD_BLOCK_LI)
    {
      begin_line (self);
      end_run (self);
      self->indent--;
    }
  else if (type == MD_BLOCK_CODE)
    {
      begin_line (self);
      set_style (self, NATTER_UI_STYLE_BLOCK, FALSE);
    }
  return self->format->runs->len > NATTER_UI_FORMAT_RUNS;
}

static NatterUiStyle
get_style (MD_SPANTYPE type)
{
  switch ((int) type)
    {
    case MD_SPAN_EM:
      return NATTER_UI_STYLE_ITALIC;
    case MD_SPAN_STRONG:
      return NATTER_UI_STYLE_BOLD;
    case MD_SPAN_DEL:
      return NATTER_UI_STYLE_STRIKE;
    case MD_SPAN_CODE:
      return NATTER_UI_STYLE_CODE;
    default:
      return NATTER_UI_STYLE_PLAIN;
    }
}

/* Where a link with words of its own leads: only an address that was found as such counts. (nullable) */
static const char *
get_uri (Builder *self, const MD_SPAN_A_DETAIL *detail)
{
  gunichar c = detail->href.size > 0 ? g_utf8_get_char (detail->href.text) : 0;
  g_autofree char *link = NULL;

  if (c < NATTER_UI_VEIL_LINK || c - NATTER_UI_VEIL_LINK >= self->links->len ||
      (gsize) (g_utf8_next_char (detail->href.text) - detail->href.text) != detail->href.size)
    return NULL;

  link = dup_link (self, c - NATTER_UI_VEIL_LINK);
  return g_string_chunk_insert (self->format->chunk, link);
}

static int
on_enter_span (MD_SPANTYPE type, void *detail, void *data)
{
  Builder *self = data;

  set_style (self, get_style (type), TRUE);
  if (type != MD_SPAN_A)
    return 0;

  self->uri = get_uri (self, detail);
  self->link_start = self->out->len;
  if (self->uri == NULL)
    g_string_append_c (self->out, '[');
  return 0;
}

/* Nobody is led elsewhere than the words say without seeing it. */
static void
put_place (Builder *self)
{
  g_autofree char *host = natter_ui_link_dup_place (self->uri);

  if (g_str_equal (self->out->str + self->link_start, self->uri))
    return;
  g_string_append_printf (self->out, " (%s)", host);
  end_run_as (self, self->style | NATTER_UI_STYLE_ASIDE, NULL);
}

static int
on_leave_span (MD_SPANTYPE type, void *detail, void *data)
{
  Builder *self = data;

  set_style (self, get_style (type), FALSE);
  if (type != MD_SPAN_A)
    return 0;

  if (self->uri != NULL)
    put_place (self);
  else
    {
      const MD_SPAN_A_DETAIL *link = detail;

      g_string_append (self->out, "](");
      if (link->href.size > 0)
        put (self, link->href.text, link->href.size);
      g_string_append_c (self->out, ')');
    }
  self->uri = NULL;
  return self->format->runs->len > NATTER_UI_FORMAT_RUNS;
}

static int
on_text (MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data)
{
  Builder *self = data;

  if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
    g_string_append_c (self->out, '\n');
  else
    put (self, text, size);
  return self->format->runs->len > NATTER_UI_FORMAT_RUNS;
}

static NatterUiFormat *
format_new (void)
{
  NatterUiFormat *self = g_new0 (NatterUiFormat, 1);

  self->runs = g_array_new (FALSE, FALSE, sizeof (NatterUiRun));
  self->chunk = g_string_chunk_new (64);
  return self;
}

static void
finish (Builder *self)
{
  GArray *runs = self->format->runs;

  end_run (self);
  while (self->out->len > 0 && self->out->str[self->out->len - 1] == '\n')
    g_string_truncate (self->out, self->out->len - 1);
  while (runs->len > 0 && g_array_index (runs, NatterUiRun, runs->len - 1).start >= self->out->len)
    g_array_set_size (runs, runs->len - 1);
  if (runs->len > 0)
    g_array_index (runs, NatterUiRun, runs->len - 1).end = self->out->len;
  self->format->text = g_string_free (g_steal_pointer (&self->out), FALSE);
}

/* Characters that turn the direction of what follows are left out. */
static void
put_without_turns (Builder *self, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *next; text < end; text = next)
    {
      gunichar c = g_utf8_get_char (text);

      next = g_utf8_next_char (text);
      if (!natter_ui_format_turns (c))
        g_string_append_len (self->out, text, next - text);
    }
}

static NatterUiFormat *
new_plain (const char *text, const GArray *links)
{
  Builder self = { .format = format_new (), .out = g_string_sized_new (strlen (text)), .source = text, .links = links };
  gsize done = 0;

  for (guint i = 0; i < links->len; i++)
    {
      const NatterUiLink *link = &g_array_index (links, NatterUiLink, i);

      put_without_turns (&self, text + done, link->start - done);
      put_link (&self, i);
      done = link->end;
    }
  put_without_turns (&self, text + done, strlen (text + done));
  finish (&self);
  return self.format;
}

NatterUiFormat *
natter_ui_format_new_plain (const char *text)
{
  g_autoptr (GArray) links = natter_ui_links_find (text);

  return new_plain (text, links);
}

NatterUiFormat *
natter_ui_format_new (const char *text)
{
  static const MD_PARSER parser = {
    .flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_STRIKETHROUGH,
    .enter_block = on_enter_block,
    .leave_block = on_leave_block,
    .enter_span = on_enter_span,
    .leave_span = on_leave_span,
    .text = on_text,
  };
  g_autoptr (GArray) links = natter_ui_links_find (text);
  g_autofree char *prepared = natter_ui_format_prepare (text, links);
  Builder self = { .source = text, .links = links };

  if (prepared == NULL)
    return new_plain (text, links);

  self.format = format_new ();
  self.out = g_string_sized_new (strlen (text));
  if (md_parse (prepared, (MD_SIZE) strlen (prepared), &parser, &self) == 0)
    {
      finish (&self);
      if (!natter_text_is_blank (self.format->text, strlen (self.format->text)))
        return self.format;
    }

  if (self.out != NULL)
    g_string_free (self.out, TRUE);
  natter_ui_format_free (self.format);
  return new_plain (text, links);
}

void
natter_ui_format_free (NatterUiFormat *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_array_unref (self->runs);
  g_string_chunk_free (self->chunk);
  g_free (self);
}

char *
natter_ui_format_dup_text (const char *text)
{
  g_autoptr (NatterUiFormat) format = natter_ui_format_new (text);

  return g_steal_pointer (&format->text);
}
