// Inside sync/collector/intake: which arrivals are in a verified backup, as SQL sees it.
#pragma once

// Of a record that is here: up to which arrival each is in a verified backup; 0: nothing is known of it. As SQL, in
// parentheses.
#define MINBAR_SAFE_ARRIVAL                                                                                       \
  "coalesce((SELECT s.arrival FROM safe_arrival s JOIN envelopes m ON m.arrival = s.arrival AND m.header_hash = " \
  "s.header_hash WHERE s.one = 1), 0)"
