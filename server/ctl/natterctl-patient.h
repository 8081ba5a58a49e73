/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "natterctl-findings.h"
#include "natterctl-options.h"
#include "server/config/natterd-config.h"

G_BEGIN_DECLS

/* A server as the doctor knows it, whether it runs or not. */
typedef struct
{
  JsonObject *status;    /* (nullable) owned: of the one that runs */
  NatterdConfig *config; /* owned: the defaults where it cannot be read */
  char *config_path;     /* (nullable) owned */
  char *folder;          /* owned: the state folder; need not be there */
  char *database;        /* owned: the same */
} NatterctlPatient;

/* natterctl_patient_meet: finds out what there is, and whether the configuration can be read. To be cleared. */
void natterctl_patient_meet (NatterctlPatient *self, const NatterctlOptions *options, NatterctlFindings *findings);
void natterctl_patient_clear (NatterctlPatient *self);

/* The examinations, each of which adds one finding at least. */
void natterctl_examine_addresses (const NatterctlPatient *self, NatterctlFindings *findings);
void natterctl_examine_http (const NatterctlPatient *self, NatterctlFindings *findings);
void natterctl_examine_certificate (const NatterctlPatient *self, NatterctlFindings *findings);
void natterctl_examine_clock (const NatterctlPatient *self, NatterctlFindings *findings);
void natterctl_examine_disk (const NatterctlPatient *self, NatterctlFindings *findings);
void natterctl_examine_rights (const NatterctlPatient *self, NatterctlFindings *findings);
void natterctl_examine_database (const NatterctlPatient *self, NatterctlFindings *findings);
void natterctl_examine_descriptors (const NatterctlPatient *self, NatterctlFindings *findings);
void natterctl_examine_announcing (const NatterctlPatient *self, NatterctlFindings *findings);

G_END_DECLS
