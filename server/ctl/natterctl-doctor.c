/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterctl-commands.h"
#include "natterctl-error.h"
#include "natterctl-patient.h"

/* doctor */

gboolean
natterctl_run_doctor (const NatterctlOptions *options,
                      const char *const *words,
                      GError **error)
{
  static void (*const examinations[]) (const NatterctlPatient *, NatterctlFindings *) = {
    natterctl_examine_addresses,
    natterctl_examine_http,
    natterctl_examine_certificate,
    natterctl_examine_clock,
    natterctl_examine_disk,
    natterctl_examine_rights,
    natterctl_examine_database,
    natterctl_examine_descriptors,
    natterctl_examine_announcing,
  };
  NatterctlFindings findings = { .as_json = options->json };
  NatterctlPatient patient;

  natterctl_patient_meet (&patient, options, &findings);
  for (guint i = 0; i < G_N_ELEMENTS (examinations); i++)
    examinations[i](&patient, &findings);
  natterctl_patient_clear (&patient);
  if (findings.n_wrong == 0)
    return TRUE;
  g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("of %u things looked at, not as they should be: %u"), findings.n, findings.n_wrong);
  return FALSE;
}
