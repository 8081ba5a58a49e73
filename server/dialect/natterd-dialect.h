/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-command.h"
#include "shared/natter-event.h"
#include "shared/natter-framer.h"

G_BEGIN_DECLS

/* A dialect: how commands and events are spelled. Chosen once by the first bytes (PROTOCOL.md §1); nobody asks
 * afterwards which one it is. A new dialect is one file here and one row in natterd_dialect_sniff(). */

typedef struct _NatterdDialect NatterdDialect;

/* What a dialect must know of the reader to choose among its spellings of an event. */
typedef struct
{
  const char *name;            /* (nullable) the reader's own name */
  const char *current;         /* (nullable) the name of the reader's current room, as in NatterEvent.room */
} NatterdView;

/* What a dialect has to keep for one connection: no allocation for those who need none. */
typedef struct
{
  guint8 telnet_state;         /* text: where in a telnet command we are */
  guint8 telnet_verb;
  guint8 utf8_missing;         /* bytes that the last character of the unfinished line still lacks */
  guint8 telnet_seen : 1;      /* an IAC came */
  guint8 line_torn : 1;        /* a telnet command tore a character of the unfinished line */
  guint8 mid_line : 1;         /* the unfinished line has bytes, wherever they are kept */
  guint8 last_was_cr : 1;
  guint8 line_waits : 1;       /* what comes next is here already: whoever reads says so before heed() */
  guint8 echo_taken : 1;       /* text: the peer was asked not to show what is typed */
  guint8 echo_owed;            /* text: answers to that which have not come yet */
  char *asked;                 /* (nullable) owned: a question was put, to whoever goes by this name: the next line answers it, an empty one too */
  guint16 telnet_skipped;      /* bytes of a subnegotiation so far */
  guint8 answered[64];         /* text: options refused already, a bit for each DO and each WILL (bounds the answers) */
} NatterdDialectState;

/* natterd_dialect_state_clear: what it owns. Harmless when repeated. */
void natterd_dialect_state_clear (NatterdDialectState *state);

/* The spellings of one event are numbered from 0; two readers with the same number share the same bytes (law 3). */
#define NATTERD_DIALECT_SPELLINGS 4

struct _NatterdDialect
{
  const char *name;            /* for logs: "text", "json" */

  /* (nullable) Takes the wire's own control bytes out of @bytes and appends what remains to @out, which is to be fed to @framer
   * in their place; answers to the peer are appended to @reply. To be called for every read, in order, before feeding it; may
   * drop the unfinished line from @framer. Returns FALSE when there was nothing to do and @bytes may be used as they are (the
   * usual case; @out is untouched). @out never grows by more than @length and a few bytes, @reply by less than 2 KiB. */
  gboolean (*filter) (NatterdDialectState *state, NatterFramer *framer, const guint8 *bytes, gsize length,
                      GByteArray *out, GByteArray *reply);

  /* Reads one line (not blank, no line end). @id, @suggestion: (out) (transfer full) (nullable), set also on failure.
   * Returns: (transfer full): NULL with NATTER_ERROR_*. */
  NatterCommand *(*parse) (NatterdDialectState *state, NatterStage stage, const char *line, gsize length, char **id,
                           char **suggestion, GError **error);

  /* Which spelling this reader gets: below NATTERD_DIALECT_SPELLINGS. Cheap: called once per reader. */
  guint (*choose) (const NatterEvent *event, const NatterdView *view);

  /* Appends that spelling with its line end(s). Nothing appended: this dialect does not tell such an event.
   * @view: of one of the readers who chose it; events to a single reader may use all of it. */
  void (*encode) (const NatterEvent *event, guint spelling, const NatterdView *view, GString *out);

  /* (nullable) @event is going to be told to this reader alone, before anything else that it sends is looked at: it may change how the next line is
   * read. Bytes to the peer are appended to @reply. */
  void (*heed) (NatterdDialectState *state, const NatterEvent *event, GByteArray *reply);

  gboolean pings;              /* JSON: idle peers are sent PING. Text relies on TCP keepalive. */
  gboolean for_people;         /* text: somebody reads what comes, as it comes */
  gboolean one_spelling;       /* choose() is 0 for every reader: a thousand readers need not be asked */
};

typedef enum
{
  NATTERD_SNIFF_MORE,          /* undecided: wait for more bytes (or the sniff timeout, which means text) */
  NATTERD_SNIFF_DIALECT,
  NATTERD_SNIFF_REFUSE         /* a known stranger: send the reply, close */
} NatterdSniff;

/* natterd_dialect_append_alert: what TLS says to who is not let in. */
void natterd_dialect_append_alert (GByteArray *reply);

/* natterd_dialect_sniff: @bytes: what came so far, from the first byte.
 * @dialect: (out) (transfer none), static. @reply: (inout): what to say to a stranger; bytes, may be binary (a TLS alert). */
NatterdSniff natterd_dialect_sniff (const guint8 *bytes, gsize length, const NatterdDialect **dialect, GByteArray *reply);

const NatterdDialect *natterd_dialect_get_text (void);
const NatterdDialect *natterd_dialect_get_json (void);

G_END_DECLS
