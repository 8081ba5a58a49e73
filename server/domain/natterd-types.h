/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

typedef struct _NatterdHub NatterdHub;
typedef struct _NatterdRoom NatterdRoom;
typedef struct _NatterdSession NatterdSession;
typedef struct _NatterdUser NatterdUser;
