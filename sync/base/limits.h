// Every bound of the programs with its reason. What is not bounded here does not grow.
#pragma once

#include <cstddef>
#include <cstdint>

namespace minbar::limits {

// --- what a citizen says
inline constexpr std::size_t proposal_code_points = 4000;        // about two pages; a kiosk is not a place for more
inline constexpr std::size_t name_code_points = 120;             // longer than any civil-status name in use
inline constexpr std::size_t contact_code_points = 120;          // a telephone number or an e-mail address
inline constexpr std::size_t comment_code_points = 400;          // a sentence or two beside a rating
inline constexpr std::size_t rating_reasons = 12;                // twice what a screen offers for any service
inline constexpr std::size_t pack_id_bytes = 64;                 // a permanent id from the content pack
inline constexpr std::size_t authorisation_bytes = 64;           // the number of an authorisation, "D-GC-1234/2026"
inline constexpr std::size_t national_id_code_points = 24;       // as typed, with spaces between; ten at most count
inline constexpr std::size_t petition_object_code_points = 200;  // what a petition asks for, in one sentence
inline constexpr std::int64_t petition_signatures = 1'000'000;   // the highest threshold a pack may set
inline constexpr std::size_t signature_strokes = 64;             // a name with all its dots, and crossed out twice
inline constexpr std::size_t signature_points = 2048;            // of all strokes, thinned: 20 KB of a body's 64
inline constexpr int signature_units = 1000;                     // the longer side of what was drawn on
inline constexpr std::size_t petitions_counted = 64;             // told to one kiosk; no place has so many open
// The years 1 to 9999: wild clocks are borne, but not every number, since a thousandfold of some is none.
inline constexpr std::int64_t earliest_time_s = -62'135'596'800;
inline constexpr std::int64_t latest_time_s = 253'402'300'799;
inline constexpr std::int64_t rating_time_s = 15 * 60;   // a rating's time names no minute in which someone was seen
inline constexpr std::int64_t repeat_within_ms = 5'000;  // PRODUCT: nobody finishes a service and rates again so soon
inline constexpr std::size_t answer_code_points = 4000;  // a coordinator's answer: as long as what it answers
inline constexpr std::int64_t voice_ms = 90'000;         // PRODUCT: a spoken proposal; longer is not listened to
inline constexpr std::size_t text_bytes = 4 * proposal_code_points;  // UTF-8 worst case

// --- envelopes and wire (PROTOCOL.md states the same numbers)
inline constexpr std::size_t sealed_body_bytes = 64 * 1024;    // a proposal's JSON at its largest, padded, with room
inline constexpr std::size_t envelope_header_bytes = 512;      // v1 uses less; a reader refuses more before parsing
inline constexpr std::size_t batch_records = 100;              // one fsync at the centre per hundred records
inline constexpr std::size_t batch_bytes = 512 * 1024;         // a weak mobile link carries it within a timeout
inline constexpr std::size_t request_bytes = 2 * 1024 * 1024;  // base64 and JSON around a full batch
inline constexpr std::size_t reply_bytes = 4 * 1024 * 1024;
inline constexpr std::size_t enrol_bytes = 16 * 1024;  // keys, a place and an address
inline constexpr std::size_t refusal_bytes = 1024;     // three ids, a word and a time
inline constexpr std::size_t succession_bytes = 384;   // two keys, an id and a time; its frame goes into a refusal
inline constexpr std::int64_t successions = 16;        // of one collector's keys; each is two files of its keys
inline constexpr std::size_t blob_bytes = 512 * 1024;  // 90 s of speech at 24 kbit/s are 280 KB; room for other codecs
inline constexpr std::size_t piece_bytes = 64 * 1024;  // what a cut connection costs
inline constexpr std::size_t least_piece_bytes = 4 * 1024;  // less is all header; also what the smallest batch carries
inline constexpr std::size_t batch_pieces = 32;             // of several recordings; their bytes count into batch_bytes
inline constexpr std::int64_t blob_restarts = 5;      // a blob that arrives wrong so often is looked at by a person
inline constexpr std::int64_t blobs_arriving = 100;   // of one kiosk, unfinished at the centre; more wait at the kiosk
inline constexpr std::size_t heartbeat_bytes = 1024;  // v1 has under 300
inline constexpr std::size_t batch_replies = 200;     // with sealed replies of usual size well under reply_bytes
inline constexpr std::size_t batch_reply_bytes = 2 * 1024 * 1024;  // of them sealed, so that base64 stays within it too
inline constexpr std::size_t answers_shown = 20;    // of one proposal, the newest; nobody turns back further
inline constexpr std::size_t cursor_bytes = 128;    // opaque to the kiosk; a number or two
inline constexpr std::size_t sequence_ranges = 64;  // asked for or declared lost in one message; the rest in later ones
inline constexpr std::int64_t latest_sequence = INT64_MAX - 1;  // so that the one after it is a number too
inline constexpr std::int64_t asked_records = 2'000;  // again, at a time: a kiosk does not resend a year at once
inline constexpr std::int64_t asked_in_vain = 5;      // exchanges; then the kiosk does not have what it says it has
inline constexpr std::int64_t asked_in_vain_wait_ms = 60 * 60'000;  // unless it never heard it: a bad line is noticed
inline constexpr std::int64_t chain_places_compared = 20'000;       // behind the first gap; the rest once it is closed
inline constexpr std::int64_t chain_gaps_compared = 200;            // three messages' worth
inline constexpr std::int64_t set_aside_compared = 2'000;           // twice what is kept of what nobody signed
inline constexpr std::int64_t hole_records = 100'000'000;           // no kiosk makes as many; not declared at once
inline constexpr std::size_t version_text_bytes = 32;               // "12.34.56-rc1+abcdef0"
inline constexpr std::size_t place_name_bytes = 200;                // commune and province in Arabic
inline constexpr std::size_t url_bytes = 200;                       // fits a QR code that a phone reads from a metre

// --- what is published (commitments)
inline constexpr std::size_t commitment_parts =
    20;  // milestones or indicators of one; the OGP's own pages have under ten
inline constexpr std::size_t source_url_bytes =
    600;  // Arabic titles in an address, each letter as six; a QR code holds it

// --- content packs on their way (PROTOCOL.md states the same numbers)
inline constexpr std::size_t pack_bytes = 8 * 1024 * 1024;  // thirty times the shipped one, room for spoken guidance
inline constexpr std::size_t pack_files = 64;               // five times what a pack has
inline constexpr std::size_t pack_file_name_bytes = 64;
inline constexpr std::size_t pack_places = 256;              // whoever means more places means a region
inline constexpr std::size_t pack_piece_bytes = 256 * 1024;  // beside records, within the timeout of a weak mobile link
inline constexpr std::int64_t pack_starts =
    3;  // of fetching one offer: what is wrong three times is wrong at the centre
inline constexpr std::int64_t content_leaves_bytes =
    16 * 1024 * 1024;                                 // of the disk, for records: a year of a busy hall
inline constexpr std::int64_t packs_remembered = 20;  // versions in which the desk looks for the name of a retired id

// --- the kiosk
inline constexpr std::size_t content_file_bytes = 8 * 1024 * 1024;
inline constexpr std::size_t prepared_pack_bytes = 16 * 1024 * 1024;  // twice the texts of the largest pack
inline constexpr std::size_t word_bytes = 4096;  // the privacy notice has 760; also bounds how deep a pattern nests
inline constexpr std::size_t word_forms = 256;   // six forms of Arabic by six, and room; more is no sentence
inline constexpr std::int64_t idle_warning_ms = 120'000;    // PRODUCT: warn after 2 to 5 minutes
inline constexpr std::int64_t idle_countdown_ms = 30'000;   // PRODUCT: 20 to 45 s
inline constexpr std::int64_t receipt_screen_ms = 90'000;   // long enough to copy a code by hand
inline constexpr std::int64_t receipt_more_ms = 30'000;     // of which the last offer more time
inline constexpr std::int64_t thanks_screen_ms = 10'000;    // nothing on it has to be copied down
inline constexpr std::int64_t attract_turn_ms = 8'000;      // long enough to read a title in two languages
inline constexpr std::size_t attract_cards = 24;            // with Minbar's own pictures a round of four minutes
inline constexpr std::int64_t hours_look_ms = 10 * 60'000;  // a clock that was set is noticed before anybody wonders
inline constexpr std::int64_t counter_thanks_ms = 3'000;    // beside a counter the next one stands there already
inline constexpr std::int64_t counter_choices_ms = 30'000;  // and finds Arabic again
inline constexpr std::int64_t room_again_bytes = 2 * 1024 * 1024;  // for a recording, its text and the pages they touch
inline constexpr std::size_t unkept_ratings = 100;                 // a day's, while staff see to a full disk
inline constexpr std::size_t drafts_kept = 100;                    // of what the outbox could not take; the same day's
inline constexpr std::int64_t drafts_reserve_bytes = 1024 * 1024;  // the longest recording with its record, and room
inline constexpr std::size_t undo_steps = 100;                     // more words than anybody takes back one by one
inline constexpr std::size_t undo_bytes = 4 * text_bytes;          // a whole text replaced by another, and room
inline constexpr std::size_t key_variants = 6;                     // one row of keys on the narrowest panel

// --- text (ui/text)
inline constexpr int text_size_px = 512;  // an em of a third of a 4K screen's width; no style asks for more
inline constexpr std::size_t font_index_bytes = 64 * 1024;   // some twenty bytes a face and an icon
inline constexpr std::size_t font_sizes_kept = 64;           // six faces at the ten sizes of a theme
inline constexpr std::size_t paragraph_cache_entries = 512;  // three screens' worth of texts, measured and laid out
inline constexpr std::size_t paragraph_cache_bytes = 4 * 1024 * 1024;  // a tenth of the kiosk's memory budget

// --- the screen
inline constexpr std::size_t painted_text_bytes = 6 * 1024 * 1024;  // a byte a pixel: three full screens of 1080x1920
inline constexpr std::size_t painted_shape_bytes = 1024 * 1024;     // one large ornament and every corner there is
inline constexpr std::size_t painter_fonts = 32;  // a glyph cache each; a screen uses a dozen faces and sizes

inline constexpr std::int64_t reopen_every_ms =
    30'000;  // a disk that came back is noticed while staff still stand there

// --- the agent
inline constexpr std::int64_t heartbeat_every_ms = 5 * 60'000;  // silence is told from idleness within minutes
inline constexpr std::int64_t backoff_first_ms = 1'000;
inline constexpr std::int64_t backoff_cap_ms = 15 * 60'000;
inline constexpr std::int64_t slow_poll_ms = 60'000;  // a net under the doorbell
// While nobody answers: a line that is back is used within a minute, and nobody is hammered.
inline constexpr std::int64_t line_first_ms = 2'000;          // tried again at first; four times that at each next
inline constexpr std::int64_t line_cap_ms = 270'000;          // seven or eight in 25 minutes, at random
inline constexpr std::int64_t portal_wait_ms = 240'000;       // somebody may have signed in to the network meanwhile
inline constexpr std::int64_t probe_every_ms = 30'000;        // a connection without a request: 5 KiB at most
inline constexpr std::int64_t probe_timeout_ms = 5'000;       // the agent does nothing else meanwhile
inline constexpr std::size_t tries_unanswered = 12;           // requests at most, whatever happens, in
inline constexpr std::int64_t tries_window_ms = 25 * 60'000;  // so long
inline constexpr std::size_t tries_for_events = 2;            // of them kept for a citizen who speaks, or a network
inline constexpr std::int64_t tries_apart_ms = 10'000;        // from one to the next that an event asks for
inline constexpr std::size_t line_records = 4;                // of a first batch over a bad line, at least
inline constexpr std::size_t line_bytes = 32 * 1024;          // 16 s at 2 KB/s
inline constexpr std::int64_t clock_told_ms = 10 * 60'000;    // an offset that people are told of
inline constexpr std::int64_t requests_awaited = 32;  // files on their way at once, and what a power cut left behind
inline constexpr std::int64_t refused_wait_ms = 15 * 60'000;   // a kiosk that is taken back opens by itself in so long
inline constexpr std::int64_t unproved_wait_ms = 15 * 60'000;  // the longest pause that an unsigned answer gets

// --- what the collector has and the kiosk still keeps
inline constexpr std::int64_t forget_after_days = 30;  // a backup a week is missed four times before that
inline constexpr std::int64_t forget_after_days_most = 3650;
inline constexpr std::int64_t days_of_talk = 500;     // in which the same day counts once
inline constexpr std::int64_t dropped_at_once = 100;  // records in a transaction: under 0.1 s, and a citizen waits
inline constexpr std::int64_t dropped_bytes_at_once = 1024 * 1024;
inline constexpr int dropped_portions = 20;  // after one reply; more go after the next
inline constexpr int room_portions = 32;     // before one save; one that fails is tried again by itself
inline constexpr std::int64_t room_made_at_once = 256 * 1024;  // so that not each save on a short disk makes room
inline constexpr std::int64_t asked_again = 20;         // times; a record that arrives so often and is lacked stays
inline constexpr std::int64_t asked_at_once = 500;      // records that one reply makes wait again
inline constexpr std::int64_t ranges_looked_at = 1000;  // to say what is lost; of more the newest
inline constexpr std::int64_t blobs_asked_at_once = 4;  // about which a request asks whether they are safe
inline constexpr std::int64_t blobs_asked_every_ms = 60 * 60'000;  // or when a mark has moved

// --- room on a kiosk's disk
inline constexpr std::int64_t reserve_bytes = 8 * 1024 * 1024;  // twice the largest reply, and the log of applying it
inline constexpr std::int64_t bound_parts = 5;                  // of the file system; the database gets all but one
inline constexpr std::int64_t log_room_bytes = 1024 * 1024;     // less is full: one save's log, a recording with it
inline constexpr std::int64_t settle_after_days = 90;           // longer than a record is asked about in a hurry
inline constexpr std::int64_t settle_after_days_most = 3650;
inline constexpr std::int64_t settled_at_once = 100;    // rows in a transaction: 0.04 s, and a citizen waits
inline constexpr int settled_portions = 20;             // after one reply
inline constexpr std::int64_t shrinking_ms = 250;       // after one reply, of settling, and again of cutting
inline constexpr std::int64_t pages_cut_at_once = 256;  // 1 MiB in a transaction: 0.04 s
inline constexpr std::int64_t pages_left_free = 256;    // in the file, for the next records: none is cut twice
inline constexpr std::int64_t made_anew_bytes = 32 * 1024 * 1024;  // of an older file; through memory, in 0.5 s
inline constexpr std::int64_t made_anew_ms = 5'000;                // a save waits so long for another program
// --- the command line
inline constexpr std::int64_t options_bytes = 64 * 1024;  // of a file of --config
inline constexpr std::size_t options_line_bytes = 1024;
// --- a damaged shared database
inline constexpr std::int64_t damage_look_ms = 2'000;  // once after a start, while nobody waits: 40 MB on a slow card
inline constexpr std::int64_t damage_search_ms = 20'000;  // after an error of the disk: 400 MB on a slow card
inline constexpr std::int64_t damage_lock_ms = 5'000;     // for programs that are opening it; that takes them 0.1 s
inline constexpr std::int64_t unreadable_looks =
    3;  // in a row, half a minute apart: the disk does not come back by itself
inline constexpr std::int64_t damaged_wait_ms = 5'000;   // of the agent, for the kiosk to have salvaged what it can
inline constexpr std::size_t damaged_files = 4;          // set aside and kept, each as large as a database
inline constexpr std::size_t folder_entries = 1'000;     // of the shared folder, looked through for them
inline constexpr std::size_t damage_note_bytes = 4'096;  // a name and a few numbers
inline constexpr std::size_t salvage_rows = 500;         // in one transaction: some megabytes of its log
inline constexpr std::uint64_t salvage_reads = 4;  // pages read for rows that span several, for each page there is
inline constexpr std::size_t salvage_small_bytes = 64 * 1024;  // of a row of the tables that are copied as they are
inline constexpr std::size_t salvage_small_rows = 200'000;     // of each of them; the largest has old codes
inline constexpr std::size_t log_bytes_salvaged =
    256 * 1024 * 1024;  // of a write-ahead log: sixty times its usual size

// --- the collector
inline constexpr std::size_t http_header_bytes = 16 * 1024;  // browsers send 1 to 4 KiB
inline constexpr std::size_t http_form_bytes = 16 * 1024;    // every desk form fits in one
inline constexpr std::size_t http_answer_bytes = 64 * 1024;  // the longest answer, percent-encoded, and its form
inline constexpr std::size_t reason_code_points = 200;       // why something personal is opened, in a sentence
inline constexpr std::int64_t audit_export_rows = 20'000;    // some 4 MB
inline constexpr std::size_t audit_detail_bytes = 256;       // of a path that was refused
inline constexpr int audit_days = 365;                       // the audit is kept at least so long
inline constexpr std::size_t http_header_lines = 100;  // browsers and proxies send 10 to 30; each costs an I/O thread
inline constexpr std::size_t http_fields = 64;         // no form or cookie header of ours has ten
inline constexpr std::size_t http_connections = 900;   // under the usual 1,024 descriptors of a process
inline constexpr std::size_t http_connections_known = 100;  // of those, for addresses that proved who they are
inline constexpr std::size_t http_connections_of_one = 64;  // of one address, IPv6 /64: a town hall behind one router
inline constexpr std::size_t http_bodies_bytes = 32 * 1024 * 1024;        // of bodies not yet whole, of all strangers
inline constexpr std::size_t http_bodies_known_bytes = 32 * 1024 * 1024;  // besides, for addresses that are known
inline constexpr std::size_t http_bodies_of_one_bytes = 8 * 1024 * 1024;  // of one address: four of the largest frames
inline constexpr std::size_t known_clients = 10'000;                      // addresses remembered; the oldest goes first
inline constexpr std::int64_t known_client_ms = 24 * 60 * 60'000;  // a kiosk asks every few minutes, a desk daily
inline constexpr std::int64_t busy_retry_s = 5;                    // what a 503 for want of room asks for
inline constexpr int strangers_refused_a_second = 50;              // with a signature; a kiosk asks once in minutes
inline constexpr std::size_t sso_name_bytes = 255;                 // OpenID Connect Core, section 2: the longest "sub"
inline constexpr std::size_t trusted_proxies = 16;                 // address ranges of proxies that may be named
inline constexpr std::int64_t http_read_deadline_ms = 15'000;      // for a header, and again for each 64 KiB of body
inline constexpr std::int64_t http_write_deadline_ms = 30'000;     // a weak link fetches the largest answer in this
inline constexpr std::int64_t http_idle_ms =
    75'000;  // a kept connection without a request; longer than nginx keeps one (60 s)
inline constexpr std::int64_t http_drain_ms = 3'000;       // a stop waits so long for requests being answered
inline constexpr std::size_t work_waiting = 256;           // about a second of pages; more is told to come later
inline constexpr std::size_t password_waiting = 16;        // at 0.1 to 0.8 s each, the longest wait a person takes
inline constexpr std::int64_t out_of_order_retry_s = 600;  // until a person has put a damaged collector in order
inline constexpr std::int64_t numbers_reserved =
    1'000;  // of answers, with one flush of the disk; a start skips so many
inline constexpr std::int64_t answers_skipped =
    100'000;                                        // when nobody knows any more which were given: years of answers
inline constexpr std::int64_t packs_skipped = 100;  // the same of packs; within what a kiosk is believed
inline constexpr std::int64_t answers_ahead = 1'000'000;  // of the last one given here, a kiosk is believed no further
// What monitoring is told (sync/collector/features/health).
inline constexpr std::int64_t ready_room_bytes = 64 * 1024 * 1024;  // less, and a collector is not ready
// Backups (sync/collector/backup).
inline constexpr std::size_t backup_piece_bytes = 64 * 1024;      // sealed at once: little to hold, little to add
inline constexpr std::size_t backup_chains_told = 200;            // in one piece; far below its bytes
inline constexpr std::size_t backup_tables = 512;                 // ten times what the database has
inline constexpr std::size_t backup_keys = 64;                    // files of keys/: two and what succeeds them
inline constexpr std::size_t backup_key_bytes = 4 * 1024;         // of one of them: it is a line or a few
inline constexpr std::size_t backup_folder_files = 100'000;       // looked through in a folder of backups
inline constexpr std::int64_t backup_number = 999'999'999'999;    // of thousands a day for thousands of years
inline constexpr std::int64_t backup_numbers_ahead = 1'000'000;   // of the newest noted, that a file's head may say
inline constexpr std::int64_t backups_remembered = 400;           // by the database: a year and a month of days
inline constexpr std::int64_t backup_late_ms = 48 * 60 * 60'000;  // two nights missed: doctor says so
inline constexpr int backups_kept = 1'000;                        // the most that --keep can say of one kind
inline constexpr std::size_t unsigned_set_aside = 1'000;  // of one kiosk, bytes kept; what is past it is a flood
// A day of one kiosk. A busy hall makes 500 records and 20 recordings a day: half a year without a network, all at
// once.
inline constexpr std::int64_t device_day_records = 200'000;
inline constexpr std::int64_t device_day_bytes =
    std::int64_t{4} * 1024 * 1024 * 1024;                     // 90,000 records, 3,600 voices, twice
inline constexpr std::int64_t device_day_chains = 8;          // a kiosk has one; each new disk begins another
inline constexpr std::int64_t device_day_blobs = 20'000;      // recordings begun
inline constexpr std::int64_t device_days_kept = 30;          // of each kiosk, for whoever asks what happened
inline constexpr std::int64_t held_places_shown = 5;          // of one kiosk at once, so that it hides no other
inline constexpr std::int64_t held_decided = 5'000;           // records by one press of a button: some seconds
inline constexpr std::int64_t held_group = 200;               // of them in one commit: kiosks are answered between
inline constexpr std::int64_t chain_steps = 2'000;            // headers linked in one commit: some 50 ms of the writer
inline constexpr std::int64_t clock_steady_ms = 60'000;       // a clock drifts so far in weeks; what turns it, further
inline constexpr std::int64_t clock_carried_ms = 3 * 60'000;  // a heartbeat on its way: the agent gives up after two
inline constexpr std::int64_t timed_at_once = 200;            // records opened again in one commit: some 30 ms
inline constexpr std::size_t browser_accounts = 8;            // in the cookie of one browser: who share a desk
inline constexpr std::size_t log_lines_a_minute = 600;        // past it lines are counted, and the count is one line
inline constexpr std::size_t log_lines_of_one_event = 60;     // a minute; a person reads no more of one kind
inline constexpr std::size_t commit_group = 64;               // jobs that share one fsync
inline constexpr std::size_t write_waiting = 1024;            // more than all lanes can have under way
inline constexpr std::size_t support_rows = 100;              // of a petition's list, opened for one page
inline constexpr std::int64_t residences_counted = 10'000;    // of one petition: six times the communes there are
inline constexpr std::size_t page_rows = 30;                  // one screen and a half of an inbox
inline constexpr std::size_t rate_limit_keys = 10'000;        // memory for so many peers; full buckets are forgotten
inline constexpr std::int64_t session_idle_ms = 60 * 60'000;  // a desk left alone over lunch is signed out
inline constexpr std::int64_t session_ms = 12 * 60 * 60'000;  // one working day
inline constexpr std::int64_t pending_session_ms = 5 * 60'000;  // from the password to the code: to find a telephone
inline constexpr std::int64_t wrong_codes = 5;                  // of one sign-in: then the password is asked for again
inline constexpr std::int64_t confirmed_ms = 10 * 60'000;       // one sensitive act, and the next beside it
inline constexpr std::int64_t second_factor_setup_ms = 15 * 60'000;  // to install an app and read its picture
inline constexpr std::int64_t account_link_ms = 48 * 60 * 60'000;    // an invitation is read on the next working day
inline constexpr std::int64_t enrol_code_ms =
    48 * 60 * 60'000;  // two days to reach the kiosk with a note in the hand (PROTOCOL.md)
inline constexpr std::int64_t silent_after_ms = 3 * heartbeat_every_ms;  // three heartbeats missed in a row
inline constexpr std::size_t password_code_points = 12;  // at least; length beats rules (NIST SP 800-63B)
inline constexpr std::size_t password_bytes = 1024;      // at most; a bound on what is hashed

// --- how machines fare, and whether two of them are one kiosk
inline constexpr std::size_t understood_words = 64;  // ten times what version 1 and this one have
inline constexpr std::size_t understood_word_bytes = 32;
inline constexpr std::size_t health_faults = 16;  // a kiosk knows eight; a later one may know more
inline constexpr std::size_t fault_bytes = 32;
inline constexpr std::int64_t kiosk_disk_low_bytes =
    512LL * 1024 * 1024;  // three months of a busy hall's recordings: time for somebody to drive there
inline constexpr std::size_t former_devices =
    8;                                          // of a machine whose disk was copied so often; told when it is enrolled
inline constexpr std::int64_t boots_kept = 32;  // of one chain; a kiosk that is switched off at night has 30 a month
inline constexpr std::int64_t branch_steps = 2'000;         // back along a branch to where it left, once: some 20 ms
inline constexpr std::int64_t branch_steps_asked = 50'000;  // while what is lacking of it is asked for: a hundred days
inline constexpr std::int64_t branch_places_asked = 100;    // of it at once: a request's records

}  // namespace minbar::limits
