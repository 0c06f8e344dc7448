#include "sync/collector/http/crowd.h"

#include <algorithm>

namespace minbar::collector {

bool Crowd::is_known(const std::string& client) const {
  const auto found = known_.find(client);
  return found != known_.end() && clock_.monotonic_ms() - found->second < limits::known_client_ms;
}

bool Crowd::enter(const std::string& client, bool proxy) {
  const std::lock_guard lock(mutex_);
  const bool reserved = connections_ + bounds_.places_known >= bounds_.places;
  if (connections_ >= bounds_.places || (reserved && !proxy && !is_known(client))) return false;
  if (!proxy) {
    auto& mine = clients_[client];
    if (mine.connections >= bounds_.places_of_one) return false;
    ++mine.connections;
  }
  ++connections_;
  return true;
}

void Crowd::leave(const std::string& client, bool proxy) {
  const std::lock_guard lock(mutex_);
  --connections_;
  if (proxy) return;
  --clients_[client].connections;
  forget_if_gone(client);
}

bool Crowd::begin(const std::string& client) {
  const std::lock_guard lock(mutex_);
  auto& mine = clients_[client];
  if (mine.requests >= bounds_.places_of_one) return false;
  ++mine.requests;
  return true;
}

void Crowd::end(const std::string& client) {
  const std::lock_guard lock(mutex_);
  --clients_[client].requests;
  forget_if_gone(client);
}

bool Crowd::hold(const std::string& client, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  const auto all = bounds_.body_bytes + (is_known(client) ? bounds_.body_known_bytes : 0);
  auto& mine = clients_[client];
  const bool room = body_bytes_ + bytes <= all && mine.body_bytes + bytes <= bounds_.body_of_one_bytes;
  if (room) {
    body_bytes_ += bytes;
    mine.body_bytes += bytes;
  }
  forget_if_gone(client);
  return room;
}

void Crowd::let_go(const std::string& client, std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  body_bytes_ -= bytes;
  clients_[client].body_bytes -= bytes;
  forget_if_gone(client);
}

void Crowd::forget_if_gone(const std::string& client) {
  if (const auto found = clients_.find(client); found != clients_.end() && found->second.gone()) clients_.erase(found);
}

void Crowd::know(const std::string& client) {
  const auto now = clock_.monotonic_ms();
  const std::lock_guard lock(mutex_);
  if (known_.size() >= limits::known_clients && !known_.contains(client)) {
    std::erase_if(known_, [&](const auto& entry) { return now - entry.second >= limits::known_client_ms; });
    const auto oldest = std::min_element(known_.begin(), known_.end(),
                                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (known_.size() >= limits::known_clients) known_.erase(oldest);
  }
  known_[client] = now;
}

bool Crowd::knows(const std::string& client) {
  const std::lock_guard lock(mutex_);
  return is_known(client);
}

std::unique_ptr<Stay> Stay::enter(Crowd& crowd, const std::string& client, bool proxy) {
  std::unique_ptr<Stay> stay(new Stay(crowd, client, proxy));  // before it is counted: memory may be short
  if (!crowd.enter(client, proxy)) return nullptr;
  stay->entered_ = true;
  return stay;
}

Stay::~Stay() {
  end_request();
  if (entered_) crowd_.leave(client_, proxy_);
}

bool Stay::begin_request(const std::string& client) {
  auto requesting = client;
  if (!crowd_.begin(client)) return false;
  requesting_ = std::move(requesting);
  return true;
}

bool Stay::hold(std::size_t bytes) {
  if (!requesting_ || !crowd_.hold(*requesting_, bytes)) return false;
  held_bytes_ += bytes;
  return true;
}

void Stay::end_request() {
  if (!requesting_) return;
  crowd_.let_go(*requesting_, held_bytes_);
  crowd_.end(*requesting_);
  requesting_.reset();
  held_bytes_ = 0;
}

}  // namespace minbar::collector
