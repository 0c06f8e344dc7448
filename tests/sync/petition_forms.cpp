#include "tests/sync/petition_forms.h"

#include <catch2/catch.hpp>

#include "sync/base/file.h"
#include "sync/domain/files/located_json.h"

namespace minbar::test {

namespace {

class Forms {
 public:
  explicit Forms(const ContentFile& file) : reader_(file) {}

  std::vector<FormCase> all(const LocatedJson& root) {
    for (const auto* kind : {"signature", "start"}) {
      const auto* section = reader_.member(root, kind).value();
      base_ = reader_.member(*section, "base").value();
      for (const auto& one : *reader_.array_member(*section, "cases").value())
        out_.push_back(read(one, std::string_view(kind) == "signature"));
    }
    return std::move(out_);
  }

 private:
  FormCase read(const LocatedJson& one, bool signature) {
    change_ = reader_.member(one, "change").value();
    FormCase out;
    out.name = reader_.text_member(one, "name").value();
    if (const auto* list = reader_.optional_member(one, "list").value(); list != nullptr)
      out.list = text(*list) == "required" ? ElectoralList::required : ElectoralList::asked;
    if (signature)
      out.body = read_signature();
    else
      out.body = read_start();
    for (const auto& gap : *reader_.array_member(one, "gaps").value()) out.gaps.push_back(text(gap));
    return out;
  }

  // Empty texts count here, unlike in the content pack.
  static std::string text(const LocatedJson& value) { return std::get<std::string>(value.value); }

  const LocatedJson* field(std::string_view name) const {
    const auto* changed = reader_.optional_member(*change_, name).value();
    return changed != nullptr ? changed : reader_.optional_member(*base_, name).value();
  }
  std::string text_field(std::string_view name) const { return text(*field(name)); }

  PetitionSignature read_signature() const {
    PetitionSignature out;
    out.petition.value = text_field("petition");
    out.given_name = text_field("given_name");
    out.family_name = text_field("family_name");
    out.national_id = text_field("national_id");
    out.link = text_field("link") == "activity" ? TerritoryLink::activity : TerritoryLink::resident;
    if (const auto* answer = std::get_if<bool>(&field("on_electoral_list")->value)) out.on_electoral_list = *answer;
    out.residence.value = text_field("residence");
    out.authorisation = text_field("authorisation");
    for (const auto& stroke : std::get<LocatedJson::Array>(field("ink")->value)) {
      auto& into = out.ink.emplace_back();
      for (const auto& point : std::get<LocatedJson::Array>(stroke.value)) {
        const auto& pair = std::get<LocatedJson::Array>(point.value);
        into.push_back({static_cast<std::uint16_t>(std::get<double>(pair.at(0).value)),
                        static_cast<std::uint16_t>(std::get<double>(pair.at(1).value))});
      }
    }
    return out;
  }

  PetitionStart read_start() const {
    PetitionStart out;
    out.addressee.value = text_field("addressee");
    out.object = text_field("object");
    out.reasons = text_field("reasons");
    const auto& who = *field("representative");
    out.representative = {.name = text(*reader_.member(who, "name").value()),
                          .national_id = text(*reader_.member(who, "national_id").value()),
                          .contact = text(*reader_.member(who, "contact").value())};
    if (const auto* given = field("association"); given != nullptr) {
      const auto flag = [&](std::string_view name) {
        return std::get<bool>(reader_.member(*given, name).value()->value);
      };
      out.association = PetitioningAssociation{.name = text(*reader_.member(*given, "name").value()),
                                               .older_than_three_years = flag("older_than_three_years"),
                                               .in_good_standing = flag("in_good_standing"),
                                               .seated_in_territory = flag("seated_in_territory"),
                                               .activity_related = flag("activity_related")};
    }
    out.authorisation = text_field("authorisation");
    return out;
  }

  JsonReader reader_;
  const LocatedJson* base_ = nullptr;
  const LocatedJson* change_ = nullptr;
  std::vector<FormCase> out_;
};

}  // namespace

std::vector<FormCase> petition_forms() {
  auto text = read_file(MINBAR_SOURCE_DIR "/tests/data/petition_forms.json", 1024 * 1024);
  REQUIRE(text);
  const ContentFile file{"petition_forms.json", std::move(*text)};
  const auto root = parse_located_json(file);
  if (!root) FAIL(root.error().context);
  return Forms(file).all(*root);
}

std::vector<std::string> gaps_in(const FormCase& form) {
  std::vector<FormGap> gaps;
  if (const auto* signature = std::get_if<PetitionSignature>(&form.body))
    gaps = gaps_of(*signature, form.list);
  else
    gaps = gaps_of(std::get<PetitionStart>(form.body));
  std::vector<std::string> out;
  for (const auto gap : gaps) out.emplace_back(name_of(gap));
  return out;
}

}  // namespace minbar::test
