#include "sync/domain/content/content_archive.h"

#include <array>
#include <chrono>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace minbar {

// The members of a class that keeps them private: it befriends this and lists them in fields().
struct ArchivedFields {
  template <class T>
  static auto of(T& value) -> decltype(std::remove_const_t<T>::fields(value)) {
    return std::remove_const_t<T>::fields(value);
  }
};

namespace {

// How many fields an aggregate has. One too few or too many does not compile, so that a field that is added is kept
// too. (Boost.PFR would count them, but gcc 12 gives up at arrays of strings.)
template <class T>
constexpr std::size_t fields = 0;
template <>
constexpr std::size_t fields<Addressee> = 3;
template <>
constexpr std::size_t fields<ArgumentNames> = 2;
template <>
constexpr std::size_t fields<Badge> = 4;
template <>
constexpr std::size_t fields<BadgeId> = 1;
template <>
constexpr std::size_t fields<BadgeSalt> = 1;
template <>
constexpr std::size_t fields<CalendarDate> = 3;
template <>
constexpr std::size_t fields<Campaign> = 8;
template <>
constexpr std::size_t fields<Commitment> = 16;
template <>
constexpr std::size_t fields<CommitmentId> = 1;
template <>
constexpr std::size_t fields<Commitments> = 1;
template <>
constexpr std::size_t fields<Content> = 13;
template <>
constexpr std::size_t fields<Indicator> = 5;
template <>
constexpr std::size_t fields<KeyboardKey> = 10;
template <>
constexpr std::size_t fields<KeyboardLayout> = 4;
template <>
constexpr std::size_t fields<Keyboards> = 2;
template <>
constexpr std::size_t fields<LocalText> = 2;
template <>
constexpr std::size_t fields<Measured> = 2;
template <>
constexpr std::size_t fields<MessageShape> = 4;
template <>
constexpr std::size_t fields<Milestone> = 3;
template <>
constexpr std::size_t fields<OpeningHours::Stretch> = 2;
template <>
constexpr std::size_t fields<OutcomeCard> = 8;
template <>
constexpr std::size_t fields<PartialDate> = 3;
template <>
constexpr std::size_t fields<Petition> = 10;
template <>
constexpr std::size_t fields<PetitionId> = 1;
template <>
constexpr std::size_t fields<PetitionRule> = 8;
template <>
constexpr std::size_t fields<PetitionRule::Case> = 4;
template <>
constexpr std::size_t fields<PetitionRule::Example> = 2;
template <>
constexpr std::size_t fields<PetitionRules> = 1;
template <>
constexpr std::size_t fields<PetitionSettings> = 5;
template <>
constexpr std::size_t fields<Petitions> = 3;
template <>
constexpr std::size_t fields<Place> = 9;
template <>
constexpr std::size_t fields<PlaceCode> = 1;
template <>
constexpr std::size_t fields<Reason> = 3;
template <>
constexpr std::size_t fields<ReasonId> = 1;
template <>
constexpr std::size_t fields<Service> = 4;
template <>
constexpr std::size_t fields<ServiceId> = 1;
template <>
constexpr std::size_t fields<Services> = 2;
template <>
constexpr std::size_t fields<SourcedText> = 2;
template <>
constexpr std::size_t fields<Theme> = 4;
template <>
constexpr std::size_t fields<ThemeId> = 1;
template <>
constexpr std::size_t fields<Threshold> = 2;

template <class Self>
auto fields_of(Self& value) {
  using T = std::remove_const_t<Self>;
  if constexpr (fields<T> == 1) {
    auto& [a] = value;
    return std::tie(a);
  } else if constexpr (fields<T> == 2) {
    auto& [a, b] = value;
    return std::tie(a, b);
  } else if constexpr (fields<T> == 3) {
    auto& [a, b, c] = value;
    return std::tie(a, b, c);
  } else if constexpr (fields<T> == 4) {
    auto& [a, b, c, d] = value;
    return std::tie(a, b, c, d);
  } else if constexpr (fields<T> == 5) {
    auto& [a, b, c, d, e] = value;
    return std::tie(a, b, c, d, e);
  } else if constexpr (fields<T> == 8) {
    auto& [a, b, c, d, e, f, g, h] = value;
    return std::tie(a, b, c, d, e, f, g, h);
  } else if constexpr (fields<T> == 9) {
    auto& [a, b, c, d, e, f, g, h, i] = value;
    return std::tie(a, b, c, d, e, f, g, h, i);
  } else if constexpr (fields<T> == 10) {
    auto& [a, b, c, d, e, f, g, h, i, j] = value;
    return std::tie(a, b, c, d, e, f, g, h, i, j);
  } else if constexpr (fields<T> == 13) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m] = value;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m);
  } else if constexpr (fields<T> == 16) {
    auto& [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = value;
    return std::tie(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
  } else {
    return ArchivedFields::of(value);
  }
}

template <class T>
concept Scalar = std::is_arithmetic_v<T> || std::is_enum_v<T>;

// Every aggregate is written field by field in its own order, so that a field that is added is kept too.
class Writer {
 public:
  template <class T>
  void put(const T& value) {
    if constexpr (Scalar<T>) {
      raw(&value, sizeof value);
    } else {
      std::apply([this](const auto&... field) { (put(field), ...); }, fields_of(value));
    }
  }
  void put(const std::string& text) {
    size(text.size());
    raw(text.data(), text.size());
  }
  void put(const std::chrono::sys_days& day) { put(day.time_since_epoch().count()); }
  void put(const MessagePattern& pattern) {
    put(pattern.language());
    put(pattern.text());
    put(pattern.shape());
  }
  template <class T, std::size_t N>
  void put(const std::array<T, N>& all) {
    for (const auto& one : all) put(one);
  }
  template <class T>
  void put(const std::vector<T>& all) {
    size(all.size());
    for (const auto& one : all) put(one);
  }
  template <class K, class V, class C>
  void put(const std::map<K, V, C>& all) {
    size(all.size());
    for (const auto& [key, value] : all) put(key), put(value);
  }
  template <class T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }

  Bytes bytes;

 private:
  void size(std::size_t count) { put(static_cast<std::uint32_t>(count)); }
  void raw(const void* from, std::size_t count) {
    const auto* first = static_cast<const std::uint8_t*>(from);
    bytes.insert(bytes.end(), first, first + count);
  }
};

// What Writer wrote. Past the end everything is empty, and `whole` says so.
class Reader {
 public:
  explicit Reader(ByteView bytes) : rest_(bytes) {}

  [[nodiscard]] bool whole() const { return !short_ && rest_.empty(); }

  template <class T>
  void take(T& value) {
    if constexpr (Scalar<T>) {
      if (const auto from = raw(sizeof value); !from.empty()) std::memcpy(&value, from.data(), sizeof value);
    } else {
      std::apply([this](auto&... field) { (take(field), ...); }, fields_of(value));
    }
  }
  void take(std::string& text) {
    const auto from = raw(size());
    text.assign(reinterpret_cast<const char*>(from.data()), from.size());
  }
  void take(std::chrono::sys_days& day) {
    std::chrono::sys_days::rep count = 0;
    take(count);
    day = std::chrono::sys_days(std::chrono::days(count));
  }
  void take(std::optional<MessagePattern>& pattern) {
    if (!flag()) return;
    auto language = Language::ar;
    std::string text;
    MessageShape shape;
    take(language);
    take(text);
    take(shape);
    pattern = MessagePattern::judged(language, std::move(text), std::move(shape));
  }
  template <class T, std::size_t N>
  void take(std::array<T, N>& all) {
    for (auto& one : all) take(one);
  }
  template <class T>
  void take(std::vector<T>& all) {
    all.resize(size());
    for (auto& one : all) take(one);
  }
  template <class K, class V, class C>
  void take(std::map<K, V, C>& all) {
    for (auto left = size(); left > 0 && !short_; --left) {
      K key;
      take(key);
      take(all.try_emplace(all.end(), std::move(key))->second);
    }
  }
  template <class T>
  void take(std::optional<T>& value) {
    if (flag()) take(value.emplace());
  }

 private:
  bool flag() {
    std::uint8_t set = 0;
    take(set);
    if (set > 1) short_ = true;
    return set == 1;
  }
  // A count larger than the bytes that are left is refused, since each item takes at least one.
  std::size_t size() {
    std::uint32_t count = 0;
    take(count);
    if (count > rest_.size()) short_ = true;
    return short_ ? 0 : count;
  }
  ByteView raw(std::size_t count) {
    if (count > rest_.size()) short_ = true;
    if (short_) return {};
    const auto first = rest_.first(count);
    rest_ = rest_.subspan(count);
    return first;
  }

  ByteView rest_;
  bool short_ = false;
};

}  // namespace

Bytes archive(const Content& content) {
  Writer writer;
  writer.put(content);
  return std::move(writer.bytes);
}

Result<Content> restore(ByteView bytes) {
  Content content;
  Reader reader(bytes);
  reader.take(content);
  if (!reader.whole()) return fail(Errc::corrupt, "a pack that was prepared is not as it was written");
  return content;
}

}  // namespace minbar
