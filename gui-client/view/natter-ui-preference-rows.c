/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-preference-rows.h"
#include "natter-ui-widgets.h"

HdyPreferencesPage *
natter_ui_preference_page (HdyPreferencesWindow *window,
                           const char *title,
                           const char *icon)
{
  GtkWidget *page = g_object_new (HDY_TYPE_PREFERENCES_PAGE, "visible", TRUE, "title", title, "icon-name", icon, NULL);

  gtk_container_add (GTK_CONTAINER (window), page);
  return HDY_PREFERENCES_PAGE (page);
}

HdyPreferencesGroup *
natter_ui_preference_group (HdyPreferencesPage *page,
                            const char *title,
                            const char *description)
{
  GtkWidget *group = g_object_new (HDY_TYPE_PREFERENCES_GROUP, "visible", TRUE, "title", title, "description", description, NULL);

  gtk_container_add (GTK_CONTAINER (page), group);
  return HDY_PREFERENCES_GROUP (group);
}

GtkWidget *
natter_ui_preference_add (HdyPreferencesGroup *group,
                          const char *name,
                          const char *title,
                          const char *subtitle,
                          GtkWidget *control)
{
  GtkWidget *row = hdy_action_row_new ();
  g_autofree char *called = g_strconcat ("preference-", name, NULL);

  hdy_preferences_row_set_title (HDY_PREFERENCES_ROW (row), title);
  hdy_action_row_set_subtitle (HDY_ACTION_ROW (row), subtitle);
  hdy_action_row_set_title_lines (HDY_ACTION_ROW (row), 0);
  hdy_action_row_set_subtitle_lines (HDY_ACTION_ROW (row), 0);
  gtk_widget_set_name (control, called);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_widget_show (control);
  natter_ui_widget_name (control, title);
  natter_ui_widget_describe (control, subtitle);
  natter_ui_widget_name (row, title);
  gtk_container_add (GTK_CONTAINER (row), control);
  hdy_action_row_set_activatable_widget (HDY_ACTION_ROW (row), control);
  gtk_widget_show (row);
  gtk_container_add (GTK_CONTAINER (group), row);
  return row;
}

GtkWidget *
natter_ui_preference_switch (HdyPreferencesGroup *group,
                             GSettings *settings,
                             const char *key,
                             const char *title,
                             const char *subtitle)
{
  GtkWidget *control = gtk_switch_new ();

  g_settings_bind (settings, key, control, "active", G_SETTINGS_BIND_DEFAULT);
  return natter_ui_preference_add (group, key, title, subtitle, control);
}

static gboolean
index_from_nick (GValue *value,
                 GVariant *variant,
                 gpointer data)
{
  const char *const *nicks = data;

  for (int i = 0; nicks[i] != NULL; i++)
    if (g_str_equal (nicks[i], g_variant_get_string (variant, NULL)))
      {
        g_value_set_int (value, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
nick_from_index (const GValue *value,
                 const GVariantType *type,
                 gpointer data)
{
  const char *const *nicks = data;
  int index = g_value_get_int (value);

  return index >= 0 ? g_variant_new_string (nicks[index]) : NULL;
}

/* The values of an enumeration. Returns: (transfer full). */
static GStrv
dup_nicks (GSettings *settings,
           const char *key)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;
  g_autoptr (GVariant) range = NULL, values = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  range = g_settings_schema_key_get_range (schema_key);
  g_variant_get (range, "(sv)", NULL, &values);
  return g_variant_dup_strv (values, NULL);
}

GtkWidget *
natter_ui_preference_choice (HdyPreferencesGroup *group,
                             GSettings *settings,
                             const char *key,
                             const char *title,
                             const char *const *labels)
{
  GtkWidget *control = gtk_combo_box_text_new ();

  for (guint i = 0; labels[i] != NULL; i++)
    gtk_combo_box_text_append_text (GTK_COMBO_BOX_TEXT (control), labels[i]);
  g_settings_bind_with_mapping (settings, key, control, "active", G_SETTINGS_BIND_DEFAULT, index_from_nick, nick_from_index,
                                dup_nicks (settings, key), (GDestroyNotify) g_strfreev);
  return natter_ui_preference_add (group, key, title, NULL, control);
}

static gboolean
on_clock_output (GtkSpinButton *spin)
{
  int minutes = gtk_spin_button_get_value_as_int (spin);
  g_autofree char *text = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);

  gtk_entry_set_text (GTK_ENTRY (spin), text);
  return TRUE;
}

static int
on_clock_input (GtkSpinButton *spin,
                double *value)
{
  guint64 hours, minutes = 0;
  char *rest;

  hours = g_ascii_strtoull (gtk_entry_get_text (GTK_ENTRY (spin)), &rest, 10);
  if (*rest == ':')
    minutes = g_ascii_strtoull (rest + 1, &rest, 10);
  if (*rest != '\0' || hours > 23 || minutes > 59)
    return GTK_INPUT_ERROR;
  *value = (double) (hours * 60 + minutes);
  return TRUE;
}

GtkWidget *
natter_ui_preference_clock (HdyPreferencesGroup *group,
                            GSettings *settings,
                            const char *key,
                            const char *title)
{
  GtkWidget *control = gtk_spin_button_new_with_range (0, 24 * 60 - 1, 30);

  gtk_spin_button_set_wrap (GTK_SPIN_BUTTON (control), TRUE);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (control), FALSE);
  gtk_entry_set_width_chars (GTK_ENTRY (control), 5);
  g_signal_connect (control, "output", G_CALLBACK (on_clock_output), NULL);
  g_signal_connect (control, "input", G_CALLBACK (on_clock_input), NULL);
  g_settings_bind (settings, key, control, "value", G_SETTINGS_BIND_DEFAULT);
  return natter_ui_preference_add (group, key, title, NULL, control);
}

static gboolean
text_from_words (GValue *value,
                 GVariant *variant,
                 gpointer data)
{
  g_autofree const char **words = g_variant_get_strv (variant, NULL);

  g_value_take_string (value, g_strjoinv (", ", (char **) words));
  return TRUE;
}

/* A comma ends a word, in any script. */
static GVariant *
words_from_text (const GValue *value,
                 const GVariantType *type,
                 gpointer data)
{
  g_auto (GStrv) pieces = g_regex_split_simple ("[,;،؛，、；\n]", g_value_get_string (value), 0, 0);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; pieces[i] != NULL; i++)
    {
      g_strstrip (pieces[i]);
      if (pieces[i][0] != '\0')
        g_variant_builder_add (&builder, "s", pieces[i]);
    }
  return g_variant_builder_end (&builder);
}

GtkWidget *
natter_ui_preference_words (HdyPreferencesGroup *group,
                            GSettings *settings,
                            const char *key,
                            const char *title,
                            const char *hint)
{
  GtkWidget *control = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (control), hint);
  gtk_entry_set_width_chars (GTK_ENTRY (control), 12);
  /* No way back while one types: a comma at the end would go. */
  g_settings_bind_with_mapping (settings, key, control, "text", G_SETTINGS_BIND_GET | G_SETTINGS_BIND_GET_NO_CHANGES,
                                text_from_words, NULL, NULL, NULL);
  g_settings_bind_with_mapping (settings, key, control, "text", G_SETTINGS_BIND_SET, NULL, words_from_text, NULL, NULL);
  return natter_ui_preference_add (group, key, title, NULL, control);
}
