/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Limits that both ends of the wire know: PROTOCOL.md §9. Sizes are bytes, times milliseconds.
 * The server's configuration can change those that are not marked "wire". */

#define NATTER_PROTOCOL_VERSION      1
#define NATTER_DEFAULT_PORT          5005
#define NATTER_FIRST_ROOM            "lobby"

#define NATTER_LIMIT_LINE            (16 * 1024)
#define NATTER_LIMIT_LINE_MOST       (1024 * 1024)     /* wire: a client takes event lines up to this */
#define NATTER_LIMIT_MESSAGE         (8 * 1024)
#define NATTER_LIMIT_TEXT_LINES      500               /* wire */
#define NATTER_LIMIT_NAME            32                /* visible characters */
#define NATTER_LIMIT_ROOM_NAME       64                /* visible characters */
#define NATTER_LIMIT_NAME_BYTES      512               /* wire: bytes of one name or room name */
#define NATTER_LIMIT_TOPIC           512
#define NATTER_LIMIT_REACTION        32                /* wire: bytes */
#define NATTER_LIMIT_REACTIONS       20                /* different ones of a message */
#define NATTER_REACTION_NAMES        10                /* people named with a reaction */
#define NATTER_QUOTE                 60                /* characters of a message that is answered */
#define NATTER_LIMIT_ID              64                /* wire */
#define NATTER_LIMIT_MARKS_NAME      4                 /* combining marks in a row */
#define NATTER_LIMIT_MARKS_TEXT      16
#define NATTER_LIMIT_JSON_DEPTH      8                 /* wire */
#define NATTER_LIMIT_HISTORY         500
#define NATTER_HISTORY_DEFAULT       20
#define NATTER_LIMIT_QUERY           512
#define NATTER_LIMIT_QUERY_TERMS     32
#define NATTER_LIMIT_MARKS_FOUND     32                /* places marked in one message */
#define NATTER_SEARCH_PAGE           20                /* messages an answer to search */
#define NATTER_LIMIT_SEEN            200               /* wire: rooms that a client coming back speaks of */
#define NATTER_CROWD_NAMES           100               /* people named in one line about a crowd */
