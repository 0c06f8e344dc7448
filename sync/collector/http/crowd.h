// How much of the server each address has: connections, requests under way, bytes of bodies that are not whole yet. An
// address has its bounds, and all strangers together have theirs, below what there is: what is left is for addresses
// that proved who they are (a kiosk's signed request, a session), so that a flood of strangers shuts out neither a
// kiosk nor a desk. In memory and bounded. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "sync/base/clock.h"
#include "sync/base/limits.h"

namespace minbar::collector {

class Crowd {
 public:
  // Those of limits.h; tests make them smaller.
  struct Bounds {
    std::size_t places = limits::http_connections;  // connections
    std::size_t places_known = limits::http_connections_known;
    std::size_t places_of_one = limits::http_connections_of_one;  // connections, and again requests, of one address
    std::size_t body_bytes = limits::http_bodies_bytes;
    std::size_t body_known_bytes = limits::http_bodies_known_bytes;
    std::size_t body_of_one_bytes = limits::http_bodies_of_one_bytes;
  };
  // `clock` must outlive this.
  Crowd(Bounds bounds, const Clock& clock) : bounds_(bounds), clock_(clock) {}

  // A connection from an address (client_key), or from a proxy, whose connections are many clients' and are bounded
  // only together with all. False: there is no place for it. Each true call is answered by one of leave().
  [[nodiscard]] bool enter(const std::string& client, bool proxy);
  void leave(const std::string& client, bool proxy);
  // A request of a client, from its head on. False: it has as many under way as it may have.
  [[nodiscard]] bool begin(const std::string& client);
  void end(const std::string& client);
  // More bytes of a body. False: not taken. What was taken is given back by let_go().
  [[nodiscard]] bool hold(const std::string& client, std::size_t bytes);
  void let_go(const std::string& client, std::size_t bytes);

  // This address has just proved who it is.
  void know(const std::string& client);
  [[nodiscard]] bool knows(const std::string& client);

 private:
  struct Client {
    std::size_t connections = 0;
    std::size_t requests = 0;
    std::size_t body_bytes = 0;
    [[nodiscard]] bool gone() const { return connections == 0 && requests == 0 && body_bytes == 0; }
  };
  bool is_known(const std::string& client) const;
  void forget_if_gone(const std::string& client);

  const Bounds bounds_;
  const Clock& clock_;
  std::mutex mutex_;
  std::unordered_map<std::string, Client> clients_;      // those that have something: as many as there are connections
  std::unordered_map<std::string, std::int64_t> known_;  // when each last proved itself
  std::size_t connections_ = 0;
  std::size_t body_bytes_ = 0;
};

// What one connection has of the crowd's places; gives all of it back. For one thread at a time.
class Stay {
 public:
  // As Crowd::enter says. Null: there is no place.
  [[nodiscard]] static std::unique_ptr<Stay> enter(Crowd& crowd, const std::string& client, bool proxy);
  Stay(const Stay&) = delete;
  Stay& operator=(const Stay&) = delete;
  ~Stay();

  // The request under way is this client's. False: it has as many as it may have.
  [[nodiscard]] bool begin_request(const std::string& client);
  // More bytes of that request's body. False: there is no room for them.
  [[nodiscard]] bool hold(std::size_t bytes);
  void end_request();

 private:
  Stay(Crowd& crowd, std::string client, bool proxy) : crowd_(crowd), client_(std::move(client)), proxy_(proxy) {}
  Crowd& crowd_;
  const std::string client_;
  const bool proxy_;
  bool entered_ = false;
  std::optional<std::string> requesting_{};
  std::size_t held_bytes_ = 0;
};

}  // namespace minbar::collector
