#include <fmt/format.h>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>
#include <cmath>
#include <limits>

#include "sync/base/hex.h"
#include "sync/wire/base64.h"
#include "sync/wire/json.h"

namespace minbar::wire {

namespace {

constexpr std::size_t max_depth = 8;          // messages have 3; deeper is somebody spending our memory
constexpr std::size_t max_values = 64 << 10;  // names and values: the fullest message has some 4,000

enum class Kind : std::uint8_t { none, boolean, integer, fraction, text, list, object };

// `value` is the truth, the number, where the text begins, or the node behind everything inside. `size` is the text's
// bytes or how many a list or an object has.
struct Node {
  Kind kind = Kind::none;
  std::uint32_t size = 0;
  std::int64_t value = 0;
};

using boost::json::error_code;
using Piece = boost::json::string_view;

// Called by the parser token by token; a text may come in pieces.
class Builder {
 public:
  static constexpr std::size_t max_object_size = max_values;
  static constexpr std::size_t max_array_size = max_values;
  static constexpr std::size_t max_key_size = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::size_t max_string_size = max_key_size;

  Builder(std::vector<Node>& nodes, std::string& texts) : nodes_(nodes), texts_(texts) {}

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code& error) { return open(Kind::object, error); }
  bool on_object_end(std::size_t count, error_code&) { return close(count); }
  bool on_array_begin(error_code& error) { return open(Kind::list, error); }
  bool on_array_end(std::size_t count, error_code&) { return close(count); }
  bool on_key_part(Piece piece, std::size_t, error_code&) { return append(piece); }
  bool on_key(Piece piece, std::size_t size, error_code& error) { return append(piece) && put_text(size, error); }
  bool on_string_part(Piece piece, std::size_t, error_code&) { return append(piece); }
  bool on_string(Piece piece, std::size_t size, error_code& error) { return append(piece) && put_text(size, error); }
  bool on_number_part(Piece, error_code&) { return true; }
  bool on_int64(std::int64_t value, Piece, error_code& error) { return put({Kind::integer, 0, value}, error); }
  bool on_uint64(std::uint64_t, Piece, error_code& error) { return put({Kind::fraction}, error); }  // over any bound
  bool on_double(double value, Piece, error_code& error) {
    if (std::isfinite(value)) return put({Kind::fraction}, error);
    error = boost::json::error::exponent_overflow;
    return false;
  }
  bool on_bool(bool value, error_code& error) { return put({Kind::boolean, 0, value ? 1 : 0}, error); }
  bool on_null(error_code& error) { return put({}, error); }
  bool on_comment_part(Piece, error_code&) { return true; }
  bool on_comment(Piece, error_code&) { return true; }

 private:
  bool put(Node node, error_code& error) {
    if (nodes_.size() == max_values) {
      error = boost::json::error::array_too_large;
      return false;
    }
    nodes_.push_back(node);
    return true;
  }
  bool append(Piece piece) {
    texts_.append(piece.data(), piece.size());
    return true;
  }
  bool put_text(std::size_t size, error_code& error) {
    const auto begin = static_cast<std::int64_t>(texts_.size() - size);
    return put({Kind::text, static_cast<std::uint32_t>(size), begin}, error);
  }
  bool open(Kind kind, error_code& error) {
    open_.push_back(nodes_.size());
    return put({kind}, error);
  }
  bool close(std::size_t count) {
    auto& node = nodes_[open_.back()];
    open_.pop_back();
    node.size = static_cast<std::uint32_t>(count);
    node.value = static_cast<std::int64_t>(nodes_.size());
    return true;
  }

  std::vector<Node>& nodes_;
  std::string& texts_;
  std::vector<std::size_t> open_;
};

}  // namespace

// Nodes as they stand in the text, one behind the other; what is inside a list or an object follows it, of an object
// names and values in turns. All texts lie in one string. Nothing points anywhere, so that reading takes as long as the
// text is and forgetting it no time.
struct JsonReader::Document {
  std::vector<Node> nodes;
  std::string texts;

  [[nodiscard]] std::string_view text(const Node& node) const {
    return std::string_view(texts).substr(static_cast<std::size_t>(node.value), node.size);
  }
  // The node behind this one and all inside it.
  [[nodiscard]] std::size_t after(std::size_t at) const {
    const auto& node = nodes[at];
    const bool holds = node.kind == Kind::list || node.kind == Kind::object;
    return holds ? static_cast<std::size_t>(node.value) : at + 1;
  }
  // Null when missing. Of a name that stands twice the later one counts.
  [[nodiscard]] const Node* find(std::size_t object, std::string_view name) const {
    const Node* found = nullptr;
    for (std::size_t at = object + 1; at < after(object); at = after(at + 1))
      if (text(nodes[at]) == name) found = &nodes[at + 1];
    return found;
  }
  [[nodiscard]] std::size_t place_of(const Node& node) const { return static_cast<std::size_t>(&node - nodes.data()); }
};

JsonReader::JsonReader(std::shared_ptr<const Document> document, std::size_t object)
    : document_(std::move(document)), object_(object) {}

tl::unexpected<Error> JsonReader::wrong(const char* name) {
  return fail(Errc::bad_input, fmt::format("field {} is missing, of another type or out of bounds", name));
}

Result<JsonReader> JsonReader::parse(ByteView bytes) {
  auto document = std::make_shared<Document>();
  document->texts.reserve(bytes.size());  // an escape is longer than what it says
  boost::json::parse_options options;
  options.max_depth = max_depth;
  boost::json::basic_parser<Builder> parser(options, document->nodes, document->texts);
  const auto text = text_of(bytes);
  error_code error;
  const auto read = parser.write_some(/*more=*/false, text.data(), text.size(), error);
  const bool whole = !error && read == text.size();
  if (!whole || document->nodes.front().kind != Kind::object)
    return fail(Errc::bad_input, "not a JSON object of this protocol");
  return JsonReader(std::move(document), 0);
}

bool JsonReader::has(const char* name) const { return document_->find(object_, name) != nullptr; }

Result<std::int64_t> JsonReader::integer(const char* name, std::int64_t least, std::int64_t most) const {
  const auto* found = document_->find(object_, name);
  if (found == nullptr || found->kind != Kind::integer || found->value < least || found->value > most)
    return wrong(name);
  return found->value;
}

Result<bool> JsonReader::boolean(const char* name) const {
  const auto* found = document_->find(object_, name);
  if (found == nullptr || found->kind != Kind::boolean) return wrong(name);
  return found->value == 1;
}

Result<std::string_view> JsonReader::view(const char* name, std::size_t max_bytes) const {
  const auto* found = document_->find(object_, name);
  if (found == nullptr || found->kind != Kind::text || found->size > max_bytes) return wrong(name);
  return document_->text(*found);
}

Result<std::vector<std::string_view>> JsonReader::views(const char* name, std::size_t max_count) const {
  const auto* found = document_->find(object_, name);
  if (found == nullptr || found->kind != Kind::list || found->size > max_count) return wrong(name);
  std::vector<std::string_view> out;
  const auto list = document_->place_of(*found);
  for (auto at = list + 1; at < document_->after(list); at = document_->after(at)) {
    if (document_->nodes[at].kind != Kind::text) return wrong(name);
    out.push_back(document_->text(document_->nodes[at]));
  }
  return out;
}

Result<std::string> JsonReader::text(const char* name, std::size_t max_bytes) const {
  return std::string(TRY(view(name, max_bytes)));
}

Result<std::vector<std::string>> JsonReader::texts(const char* name, std::size_t max_count,
                                                   std::size_t max_bytes_each) const {
  std::vector<std::string> out;
  for (const auto text : TRY(views(name, max_count))) {
    if (text.size() > max_bytes_each) return wrong(name);
    out.emplace_back(text);
  }
  return out;
}

Result<Bytes> JsonReader::base64(const char* name, std::size_t max_bytes) const {
  auto bytes = from_base64(TRY(view(name, max_bytes / 3 * 4 + 4)));
  if (!bytes || bytes->size() > max_bytes) return wrong(name);
  return *std::move(bytes);
}

Result<std::vector<Bytes>> JsonReader::base64_list(const char* name, std::size_t max_count,
                                                   std::size_t max_bytes_each) const {
  std::vector<Bytes> out;
  for (const auto text : TRY(views(name, max_count))) {
    auto bytes = from_base64(text);
    if (!bytes || bytes->size() > max_bytes_each) return wrong(name);
    out.push_back(*std::move(bytes));
  }
  return out;
}

Result<Bytes> JsonReader::hex(const char* name) const {
  auto bytes = from_hex(TRY(view(name, 256)));
  if (!bytes) return wrong(name);
  return *std::move(bytes);
}

Result<JsonReader> JsonReader::object(const char* name) const {
  const auto* found = document_->find(object_, name);
  if (found == nullptr || found->kind != Kind::object) return wrong(name);
  return JsonReader(document_, document_->place_of(*found));
}

Result<std::vector<JsonReader>> JsonReader::objects(const char* name, std::size_t max_count) const {
  const auto* found = document_->find(object_, name);
  if (found == nullptr || found->kind != Kind::list || found->size > max_count) return wrong(name);
  std::vector<JsonReader> out;
  const auto list = document_->place_of(*found);
  for (auto at = list + 1; at < document_->after(list); at = document_->after(at)) {
    if (document_->nodes[at].kind != Kind::object) return wrong(name);
    out.push_back(JsonReader(document_, at));
  }
  return out;
}

}  // namespace minbar::wire
