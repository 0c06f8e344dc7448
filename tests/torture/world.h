// One kiosk, its agent and one collector as they stand in a town hall and its centre: the real programs on real
// folders, any of which may lie on a disk that is about to fail.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/torture/process.h"

namespace minbar::torture {

// What every kiosk of the torture says, so that an altered record is seen.
inline constexpr const char* said = "Un banc devant la mairie";

struct Places {
  std::filesystem::path programs;   // minbar-kiosk and so on
  std::filesystem::path work;       // logs and scripts
  std::filesystem::path kiosk;      // the home of kiosk and agent
  std::filesystem::path collector;  // its data folder
};

// What stands at the collector at the end.
struct AtCentre {
  std::map<std::string, int> records;  // id → how often it is there, as a proposal
  std::int64_t set_aside = 0;          // what the collector could not take for a record
  std::int64_t altered = 0;            // proposals that say something else
};

class World {
 public:
  explicit World(Places places);

  // Starts the collector for good or anew, at the same address, and waits until it listens. False: it ended.
  [[nodiscard]] bool start_collector();
  // The same without waiting.
  [[nodiscard]] Process collector_that_starts() const;
  // A kiosk that citizens can use: enrolled, its fingerprint compared.
  void enrol();
  // Proposals without end; the ids of durable ones come out as lines.
  [[nodiscard]] Process start_kiosk();
  // Starts and ends by itself. False: citizens cannot use it.
  [[nodiscard]] bool start_kiosk_once();
  // Stays, and delivers to `address`; the collector's own when empty.
  [[nodiscard]] Process start_agent();
  // One `minbar-sync once`, however it ends.
  void exchange_once();
  // Delivers until nothing waits. False: something still does.
  [[nodiscard]] bool deliver_all();
  [[nodiscard]] AtCentre at_centre() const;

  void kill_collector() { collector_.kill(); }
  void freeze_collector() { collector_.freeze(); }
  [[nodiscard]] bool collector_lives() const { return collector_.lives(); }
  [[nodiscard]] int port() const { return port_; }
  // Where the agent is told to find the collector; set it before enrol.
  void agent_reaches(int port) { agent_port_ = port; }
  // What kiosk and agent take for the time from their next start on: "+3d" or "@1970-01-02 00:00:00" (faketime's
  // words); empty: the time.
  void turn_clock(std::string clock) { clock_ = std::move(clock); }
  [[nodiscard]] const Places& places() const { return places_; }

 private:
  [[nodiscard]] std::string log(const char* name) const { return (places_.work / name).string(); }
  [[nodiscard]] std::string program(const char* name) const { return (places_.programs / name).string(); }
  [[nodiscard]] std::vector<std::string> at_their_clock(std::vector<std::string> command) const;
  [[nodiscard]] std::vector<std::string> agent(std::vector<std::string> arguments) const;
  [[nodiscard]] std::vector<std::string> kiosk(std::vector<std::string> arguments) const;
  [[nodiscard]] bool plays(const std::string& script);

  Places places_;
  int port_;
  int agent_port_;
  std::string clock_;
  Process collector_;
};

}  // namespace minbar::torture
