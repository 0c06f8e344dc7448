// Inside sync/store: which records and recordings are kept after the collector has acknowledged them, as SQL sees it.
#pragma once

// Of a row of outbox and of a row of blob; the words of the indexes outbox_kept and blob_kept.
#define MINBAR_KEPT_RECORD "state IN (1, 2) AND envelope IS NOT NULL"
#define MINBAR_KEPT_BLOB "state = 1 AND bytes IS NOT NULL"
