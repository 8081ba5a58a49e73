/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "shared/natter-text.h"

#include "natter-ui-colours.h"

typedef struct
{
  guint32 light; /* on white */
  guint32 dark;  /* on near black */
} Pair;

/* Each has a contrast of at least 4.5 to its ground (tests/ui/test-ui-colours.c). */
static const Pair pairs[NATTER_UI_N_COLOURS] = {
  { 0x1a5fb4, 0x8fbcf5 }, /* blue */
  { 0x8f3d9e, 0xd9a2e4 }, /* purple */
  { 0xa51d2d, 0xff9f96 }, /* red */
  { 0x1f6f4a, 0x6fd3a0 }, /* green */
  { 0x9a4a06, 0xffb062 }, /* orange */
  { 0x0b6b7a, 0x63cddd }, /* teal */
  { 0x6a5200, 0xe0c24e }, /* yellow */
  { 0xa3246f, 0xff93c4 }, /* pink */
  { 0x4c4fb8, 0xa9aaff }, /* indigo */
  { 0x6b4a34, 0xd1ab8f }, /* brown */
};

guint
natter_ui_colour_of_name (const char *name)
{
  g_autofree char *key = natter_name_dup_key (name);

  return g_str_hash (key) % NATTER_UI_N_COLOURS;
}

GdkRGBA
natter_ui_colour_get (guint index,
                      gboolean dark)
{
  const Pair *pair = &pairs[index % NATTER_UI_N_COLOURS];
  guint32 rgb = dark ? pair->dark : pair->light;

  return (GdkRGBA){ (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0, 1.0 };
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *colour)
{
  return 0.2126 * linear (colour->red) + 0.7152 * linear (colour->green) + 0.0722 * linear (colour->blue);
}

double
natter_ui_colour_contrast (const GdkRGBA *a,
                           const GdkRGBA *b)
{
  double la = luminance (a), lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}
