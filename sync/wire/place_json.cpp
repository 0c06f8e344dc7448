#include "sync/wire/place_json.h"

#include "sync/base/limits.h"

namespace minbar::wire {

JsonWriter json_of(const Place& place) {
  JsonWriter json;
  json.text("code", place.code.value);
  json.text("name_ar", place.name_ar);
  json.text("name_fr", place.name_fr);
  json.text("zone", place.zone);
  return json;
}

Result<Place> place_from(const JsonReader& json) {
  Place out;
  out.code.value = TRY(json.text("code", longest_place_code));
  if (out.code.value.empty()) return JsonReader::wrong("place");
  out.name_ar = TRY(json.text("name_ar", limits::place_name_bytes));
  out.name_fr = TRY(json.text("name_fr", limits::place_name_bytes));
  out.zone = TRY(json.text("zone", 64));
  return out;
}

}  // namespace minbar::wire
