#include "kiosk/parts/code_pad.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/session/overloaded.h"
#include "sync/base/base32.h"
#include "ui/keyboard.h"

namespace minbar::kiosk::code_pad {

using namespace ui;
using namespace parts;

namespace {

constexpr int most_columns = 11;  // ten digits and delete; then eleven letters a row
constexpr int least_columns = 8;  // 32 characters in four whole rows
constexpr int characters = 32;
constexpr float height_for_arrows = 160;  // a lower panel has room for the code, one remark and its keys
constexpr float widest_place = 15;
constexpr float room_for_code = 12.5F;  // a W in the largest letters
constexpr std::array groups{5, 5, 1};

KeyLook key_of(const Look& look, char character) {
  KeyLook face;
  face.name = fmt::format("key.{}", character);
  face.label = character;
  face.language = "en";
  face.action = look.actions.add(event::Type{std::string(1, character)});
  return face;
}

KeyLook acting(const Look& look, std::string_view name, std::string_view icon, Event event) {
  KeyLook face;
  face.name = name;
  face.icon = look.context.icons.find(icon)->second;
  face.icon_mm = 9;
  face.acts = true;
  face.action = look.actions.add(std::move(event));
  return face;
}

Element place(char character, bool next, float width, std::size_t nth) {
  Element inside;
  if (character != 0)
    inside = plain(fmt::format("follow.place.{}", nth), std::string(1, character), Language::en,
                   {.role = width < room_for_code ? TextRole::key : TextRole::code,
                    .color = ColorRole::primary,
                    .align = TextAlign::center,
                    .max_lines = 1});
  return row(std::move(inside).with_grow())
      .with_align(Align::center)
      .with_width(width)
      .with_height(std::min(18.0F, width * 1.5F))
      .with_background(ColorRole::surface)
      .with_border(next ? ColorRole::primary : ColorRole::line, next ? 0.9F : 0.5F)
      .with_radius(size::radius_key);
}

Element keys(const Look& look) {
  const auto& panel = look.context.panel;
  const float room = content_width_mm(look.context);
  const int columns = key_columns(panel, room) >= most_columns ? most_columns : least_columns;
  const auto size = key_size(panel, room, columns);
  std::vector<std::vector<KeyLook>> rows(1);
  for (int value = 0; value < characters; ++value) {
    const bool full =
        rows.back().size() == static_cast<std::size_t>(columns) || (columns == most_columns && value == 10);
    if (full) rows.emplace_back();
    rows.back().push_back(key_of(look, base32_character(static_cast<std::uint8_t>(value))));
  }
  std::vector<KeyLook> moving, correcting;
  moving.push_back(acting(look, "edit.left", "chevron_left", event::MovePlace{-1}));
  moving.push_back(acting(look, "edit.right", "chevron_right", event::MovePlace{1}));
  auto erase = acting(look, "key.backspace", "backspace", event::Erase{});
  erase.units = columns == most_columns ? 1 : 2;
  if (columns == most_columns)
    rows.front().push_back(std::move(erase));
  else
    correcting.push_back(std::move(erase));
  Element board = keyboard(std::move(rows), size);
  if (correcting.empty() && panel.height_mm() < height_for_arrows) return board;
  return column(key_bar(std::move(moving), std::move(correcting), size, columns), std::move(board))
      .with_gap(size.gap_mm)
      .with_align(Align::center);
}

Element places(const Look& look, std::string_view code, std::size_t at) {
  constexpr float gap = space::hair, between = space::near;
  const float room = content_width_mm(look.context) - 2 * between - 10 * gap;
  const float width = std::min(widest_place, room / static_cast<float>(code.size()));
  Element line = row().with_gap(between - gap).with_justify(Justify::center).as_physical();
  std::size_t nth = 0;
  for (const int count : groups) {
    Element group = row().with_gap(gap).as_physical();
    for (int i = 0; i < count; ++i, ++nth) group.add(place(code[nth], nth == at, width, nth));
    line.add(std::move(group));
  }
  return line;
}

bool is_full(const Question& question) {
  return std::find(question.code.begin(), question.code.end(), 0) == question.code.end();
}

std::string_view text_of(const Question& question) { return {question.code.data(), question.code.size()}; }

// A change of the code: what was said about it, or asked with it, holds no longer.
void changed(Question& question) {
  question.remark = Question::Remark::none;
  question.asked.reset();
}

std::optional<ReceiptCode> search(Question& question, const RecordId& ask) {
  const auto code = parse_receipt_code(text_of(question));
  if (!code) {
    question.remark = Question::Remark::mistyped;
    return std::nullopt;
  }
  question.asked = ask;
  return *code;
}

std::optional<ReceiptCode> type(Question& question, std::string_view letters, const RecordId& ask) {
  const auto entered = characters_in(letters);
  if (entered.empty() || question.at == length) return std::nullopt;
  changed(question);
  for (const char c : entered)
    if (question.at < length) question.code.at(question.at++) = c;
  return is_full(question) ? search(question, ask) : std::nullopt;
}

// What there is to say under the code.
Element said(const Look& look, const Question& question, const Words& words) {
  if (question.asked)
    return row(icon(look, meaning::in_hand, ColorRole::primary, 9), word(look, "follow.looking"))
        .with_gap(space::near)
        .with_align(Align::center)
        .with_justify(Justify::center);
  if (question.remark == Question::Remark::mistyped) return remark(look, words.mistyped);
  if (question.remark == Question::Remark::failed) return remark(look, words.failed);
  return column();
}

}  // namespace

std::string characters_in(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (const auto values = base32_values({&c, 1}); values && values->size() == 1)
      out.push_back(base32_character(values->front()));
  return out;
}

std::vector<std::string> key_names(std::string_view text) {
  std::vector<std::string> out;
  for (const char c : characters_in(text)) out.push_back(fmt::format("key.{}", c));
  return out;
}

std::optional<ReceiptCode> answer(Question& question, const Pressed& event, const RecordId& ask) {
  using Code = std::optional<ReceiptCode>;
  return std::visit(overloaded{[&](const event::Type& typed) -> Code { return type(question, typed.letters, ask); },
                               [&](const event::Continue&) -> Code {
                                 return is_full(question) && !question.asked ? search(question, ask) : std::nullopt;
                               },
                               [&](const event::Erase&) -> Code {
                                 if (question.at == 0) return std::nullopt;
                                 changed(question);
                                 question.code.at(--question.at) = 0;
                                 return std::nullopt;
                               },
                               [&](const event::MovePlace& move) -> Code {
                                 const auto at = static_cast<int>(question.at) + move.places;
                                 question.at = static_cast<std::size_t>(std::clamp(at, 0, static_cast<int>(length)));
                                 return std::nullopt;
                               }},
                    event);
}

void fail(Question& question) {
  question.asked.reset();
  question.remark = Question::Remark::failed;
}

Element page(const Look& look, const Question& question, const Words& words) {
  const bool is_low = low(look.context);
  const bool says = question.asked || question.remark != Question::Remark::none;
  Element writing = column(spacer()).with_gap(is_low ? space::tight : space::step);
  if (is_low)  // there the frame leaves the title out, and what is said takes its place
    writing.add(says ? said(look, question, words)
                     : word(look, words.title, {.role = TextRole::heading, .align = TextAlign::center}));
  writing.add(places(look, text_of(question), question.at));
  if (says && !is_low) writing.add(said(look, question, words));
  writing.add(spacer());
  Foot foot{.out = back(look)};
  if (is_full(question) && !question.asked)
    foot.on =
        button(look, {.key = "follow.search", .rank = Rank::primary, .event = event::Continue{}, .icon = "search"});
  return typing_page(look, title(look, words.title, words.help), std::move(writing), keys(look), std::move(foot));
}

}  // namespace minbar::kiosk::code_pad
