/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench-state.h"

/* bench_check_delivery: @client has read @text as a message: tallies it, moves on its sender's window, keeps the latency */
void bench_check_delivery (BenchLoad *load, BenchClient *client, BenchSpan text);

/* bench_check_is_complete: whether as many deliveries have arrived as the messages sent so far ask for */
gboolean bench_check_is_complete (const BenchLoad *load);

/* bench_check_count_missing: at the end: what each reader has not got of each sender */
void bench_check_count_missing (BenchLoad *load);

gboolean bench_tally_is_clean (const BenchTally *self);
