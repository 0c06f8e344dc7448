// What the pictures of the kiosk's own screens mean, each by the name of its picture. Screens name a meaning and never
// a picture, so that for who reads little one picture is one thing; services, reasons and subjects name theirs in the
// content. Marks and controls (a tick, an arrow, a pencil) say how something stands or what a touch does, and are no
// pictures. A test holds all of them against each other.
#pragma once

#include <array>
#include <string_view>

namespace minbar::kiosk::meaning {

inline constexpr std::string_view propose = "bulb";
inline constexpr std::string_view rate = "face";
inline constexpr std::string_view petition = "sheet_of_names";
inline constexpr std::string_view commitments = "promises";
inline constexpr std::string_view follow = "receipt_looked_up";
inline constexpr std::string_view question = "own_voice";  // that a kiosk at a fair asks
inline constexpr std::string_view staff = "staff_badge";
inline constexpr std::string_view privacy = "padlock";
inline constexpr std::string_view kiosk = "totem";
inline constexpr std::string_view time_runs_out = "stopwatch";
inline constexpr std::string_view in_hand = "hourglass";  // somebody or something is at work on it
inline constexpr std::string_view recorded = "kept_here";
inline constexpr std::string_view delivered = "arrived";
inline constexpr std::string_view elsewhere = "elsewhere";
inline constexpr std::string_view full = "full_tray";
inline constexpr std::string_view out_of_order = "unplugged";
inline constexpr std::string_view trust = "key_of_trust";
inline constexpr std::string_view person = "person";
inline constexpr std::string_view woman = "woman";
inline constexpr std::string_view man = "man";
inline constexpr std::string_view association = "people";
inline constexpr std::string_view voter = "voter";
inline constexpr std::string_view home = "house";
inline constexpr std::string_view work = "briefcase";
inline constexpr std::string_view place = "pin";
inline constexpr std::string_view council = "town_hall";
inline constexpr std::string_view national = "parliament";
inline constexpr std::string_view counter = "counter";
inline constexpr std::string_view speak = "microphone";
inline constexpr std::string_view write = "typed";
inline constexpr std::string_view deadline = "marked_day";
inline constexpr std::string_view subjects = "kinds";
inline constexpr std::string_view progress = "bars";

inline constexpr std::array all{propose, rate,         petition,      commitments, follow,   question,  staff,
                                privacy, kiosk,        time_runs_out, in_hand,     recorded, delivered, elsewhere,
                                full,    out_of_order, trust,         person,      woman,    man,       association,
                                voter,   home,         work,          place,       council,  national,  counter,
                                speak,   write,        deadline,      subjects,    progress};

// Shared with the content, where a service and a reason have the same meaning.
inline constexpr std::string_view complaint = "grievance";  // the service that takes them
inline constexpr std::string_view opening_hours = "clock";  // the reason

}  // namespace minbar::kiosk::meaning
