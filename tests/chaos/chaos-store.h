/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/natterd-store.h"

G_BEGIN_DECLS

/* Faults planted into a store on purpose, to show that the checker sees them. */
typedef enum
{
  CHAOS_BUG_NONE,
  CHAOS_BUG_ACKNOWLEDGES_EARLY,   /* answers before anything is committed */
  CHAOS_BUG_HIDES_FAILURES,       /* says that a commit that failed was made */
  CHAOS_BUG_DROPS_A_RECORD,       /* now and then answers without recording */
  CHAOS_BUG_REUSES_A_SEQUENCE,    /* now and then tells the number of the message before */
  CHAOS_BUG_SWAPS_TWO,            /* tells two messages of a group with each other's numbers */
  CHAOS_BUG_RECORDS_A_RETRY,      /* takes a retry for another message */
  CHAOS_BUG_ANSWERS_A_RETRY_ANEW, /* with another number than the first time */
  CHAOS_BUG_TELLS_A_RETRY,        /* so that the room hears it again */
  CHAOS_BUG_SKIPS_A_PAGE,         /* leaves out the beginning of what was asked for */
  CHAOS_BUG_ENDS_EARLY,           /* says that there is no more where there is */
  CHAOS_BUG_SHORTENS,             /* cuts long texts */
  CHAOS_BUG_SKIPS_ON_RESUME,      /* leaves out the beginning of what somebody who comes back has missed */
  CHAOS_BUG_ENDS_EARLY_ON_RESUME, /* leaves out its end */
  CHAOS_N_BUGS
} ChaosBug;

/* chaos_bug_from_word: "skips-a-page" is CHAOS_BUG_SKIPS_A_PAGE. Unknown words end the process. */
ChaosBug chaos_bug_from_word (const char *word);

/* chaos_store_spoil: from here on @store has @bug, until it is freed. */
void chaos_store_spoil (NatterdStore *store, ChaosBug bug);

G_END_DECLS
