/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-text.h"

#include "natter-ui-person-private.h"
#include "natter-ui-room-settings.h"

#define FORMER_MOST 16 /* names that someone had before */

struct _NatterUiPerson
{
  GObject parent_instance;

  char *name;
  char *key;       /* of the name */
  char *collation; /* of the name */
  char *away;      /* (nullable) */
  GStrv rooms;     /* (nullable) */
  gint64 idle;
  NatterUiRole role;
  GPtrArray *former; /* (nullable) (element-type utf8) owned: keys of the names before this one */
  gint64 spoke;
  gboolean own;
  gboolean account;
  gboolean bot;
};

enum
{
  PROP_NAME = 1,
  PROP_AWAY,
  PROP_IDLE,
  PROP_ROOMS,
  PROP_OWN,
  PROP_ROLE,
  PROP_ACCOUNT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NatterUiPerson, natter_ui_person, G_TYPE_OBJECT)

static void
natter_ui_person_finalize (GObject *object)
{
  NatterUiPerson *self = NATTER_UI_PERSON (object);

  g_free (self->name);
  g_free (self->key);
  g_free (self->collation);
  g_free (self->away);
  g_strfreev (self->rooms);
  g_clear_pointer (&self->former, g_ptr_array_unref);

  G_OBJECT_CLASS (natter_ui_person_parent_class)->finalize (object);
}

static void
natter_ui_person_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NatterUiPerson *self = NATTER_UI_PERSON (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_AWAY:
      g_value_set_string (value, self->away);
      break;
    case PROP_IDLE:
      g_value_set_int64 (value, self->idle);
      break;
    case PROP_ROOMS:
      g_value_set_boxed (value, self->rooms);
      break;
    case PROP_OWN:
      g_value_set_boolean (value, self->own);
      break;
    case PROP_ROLE:
      g_value_set_int (value, (int) self->role);
      break;
    case PROP_ACCOUNT:
      g_value_set_boolean (value, self->account);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
natter_ui_person_class_init (NatterUiPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = natter_ui_person_finalize;
  object_class->get_property = natter_ui_person_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_AWAY] = g_param_spec_string ("away", NULL, NULL, NULL, flags);
  properties[PROP_IDLE] = g_param_spec_int64 ("idle", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ROOMS] = g_param_spec_boxed ("rooms", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_OWN] = g_param_spec_boolean ("own", NULL, NULL, FALSE, flags);
  properties[PROP_ROLE] = g_param_spec_int ("role", NULL, NULL, 0, NATTER_UI_ROLE_OWNER, NATTER_UI_ROLE_MEMBER, flags);
  properties[PROP_ACCOUNT] = g_param_spec_boolean ("account", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
natter_ui_person_init (NatterUiPerson *self)
{
  self->role = NATTER_UI_ROLE_MEMBER;
}

static void
take_name (NatterUiPerson *self, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  g_free (self->name);
  self->name = g_strdup (name);
  g_free (self->key);
  self->key = natter_name_dup_key (name);
  g_free (self->collation);
  self->collation = g_utf8_collate_key (folded, -1);
}

NatterUiPerson *
natter_ui_person_new (const char *name)
{
  NatterUiPerson *self = g_object_new (NATTER_UI_TYPE_PERSON, NULL);

  take_name (self, name);
  return self;
}

void
natter_ui_person_set_name (NatterUiPerson *self, const char *name)
{
  if (g_str_equal (self->name, name))
    return;

  if (self->former == NULL)
    self->former = g_ptr_array_new_with_free_func (g_free);
  if (self->former->len < FORMER_MOST)
    g_ptr_array_add (self->former, g_strdup (self->key));
  take_name (self, name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

void
natter_ui_person_set_away (NatterUiPerson *self, const char *away)
{
  if (g_strcmp0 (self->away, away) == 0)
    return;

  g_free (self->away);
  self->away = g_strdup (away);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AWAY]);
}

void
natter_ui_person_set_own (NatterUiPerson *self, gboolean own)
{
  if (self->own == own)
    return;

  self->own = own;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OWN]);
}

void
natter_ui_person_set_role (NatterUiPerson *self, NatterUiRole role)
{
  if (self->role == role)
    return;

  self->role = role;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
}

void
natter_ui_person_set_spoke (NatterUiPerson *self, gint64 time)
{
  self->spoke = time;
}

void
natter_ui_person_update (NatterUiPerson *self, const NatterPerson *person)
{
  natter_ui_person_set_name (self, person->name);
  natter_ui_person_set_away (self, person->away);
  natter_ui_person_set_role (self, natter_ui_role_from_word (person->role));
  self->bot = person->bot;
  if (self->account != person->account)
    {
      self->account = person->account;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
    }

  if (self->idle != person->idle)
    {
      self->idle = MAX (person->idle, 0);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IDLE]);
    }

  if (person->rooms != NULL)
    {
      g_strfreev (self->rooms);
      self->rooms = g_strdupv (person->rooms);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROOMS]);
    }
}

const char *
natter_ui_person_get_key (NatterUiPerson *self)
{
  return self->key;
}

const char *
natter_ui_person_get_collation (NatterUiPerson *self)
{
  return self->collation;
}

const char *
natter_ui_person_get_name (NatterUiPerson *self)
{
  g_return_val_if_fail (NATTER_UI_IS_PERSON (self), NULL);

  return self->name;
}

const char *
natter_ui_person_get_away (NatterUiPerson *self)
{
  g_return_val_if_fail (NATTER_UI_IS_PERSON (self), NULL);

  return self->away;
}

gint64
natter_ui_person_get_idle (NatterUiPerson *self)
{
  g_return_val_if_fail (NATTER_UI_IS_PERSON (self), 0);

  return self->idle;
}

const char *const *
natter_ui_person_get_rooms (NatterUiPerson *self)
{
  g_return_val_if_fail (NATTER_UI_IS_PERSON (self), NULL);

  return (const char *const *) self->rooms;
}

NatterUiRole
natter_ui_person_get_role (NatterUiPerson *self)
{
  g_return_val_if_fail (NATTER_UI_IS_PERSON (self), NATTER_UI_ROLE_MEMBER);

  return self->role;
}

gboolean
natter_ui_person_is_account (NatterUiPerson *self)
{
  g_return_val_if_fail (NATTER_UI_IS_PERSON (self), FALSE);

  return self->account;
}

gboolean
natter_ui_person_is_bot (NatterUiPerson *self)
{
  g_return_val_if_fail (NATTER_UI_IS_PERSON (self), FALSE);

  return self->bot;
}

gboolean
natter_ui_person_is_own (NatterUiPerson *self)
{
  g_return_val_if_fail (NATTER_UI_IS_PERSON (self), FALSE);

  return self->own;
}

gint64
natter_ui_person_get_spoke (NatterUiPerson *self)
{
  g_return_val_if_fail (NATTER_UI_IS_PERSON (self), 0);

  return self->spoke;
}

gboolean
natter_ui_person_was (NatterUiPerson *self, const char *name)
{
  g_autofree char *key = natter_name_dup_key (name);

  g_return_val_if_fail (NATTER_UI_IS_PERSON (self), FALSE);

  return self->former != NULL && g_ptr_array_find_with_equal_func (self->former, key, g_str_equal, NULL);
}
