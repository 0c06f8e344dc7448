// The single sign-on with nothing pretended: the provider is the certified library oidc-provider, the proxy Debian's
// Apache with mod_auth_openidc and TLS, set up as sync/collector/README.md says, the browser Debian's Chromium, and the
// collector the program.
#include <catch2/catch.hpp>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/run_browser.h"
#include "tests/end_to_end/said_by.h"
#include "tests/end_to_end/started.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

namespace {

const std::string secret = "of this story alone";
const std::string known = "a.benali@agadir.example";
const std::string other = "b.other@agadir.example";

// That nobody listened on a moment ago: Apache takes no port 0.
int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  ::close(socket);
  return ntohs(address.sin_port);
}

std::string rest_after(const std::string& line, const std::string& mark) {
  REQUIRE(line.starts_with(mark));
  return line.substr(mark.size());
}

struct Behind {
  std::filesystem::path folder;
  int port = 0;
  std::string desk = {};
  std::string provider = {};
  std::string collector = {};
};

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  INFO(from);
  REQUIRE(text.find(from) != std::string::npos);
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// The site as the README has it, with the addresses and files of this story.
std::string site_of(const Behind& behind) {
  auto text = read_file(MINBAR_COLLECTOR_README, 1'000'000).value();
  const std::string begin = "```apache\n";
  const auto from = text.find(begin);
  REQUIRE(from != std::string::npos);
  text = text.substr(from + begin.size());
  text = text.substr(0, text.find("```"));
  const auto folder = behind.folder.string();
  replace_all(text, "<VirtualHost *:443>", fmt::format("<VirtualHost *:{}>", behind.port));
  replace_all(text, "https://minbar.example.ma", behind.desk);
  replace_all(text, "ServerName minbar.example.ma", "ServerName localhost");
  replace_all(text, "/etc/ssl/certs/minbar.pem", folder + "/certificate.pem");
  replace_all(text, "/etc/ssl/private/minbar.key", folder + "/key.pem");
  replace_all(text, "https://id.agadir.example", behind.provider);
  replace_all(text, "OIDCClientSecret \"…\"", "OIDCClientSecret \"" + secret + "\"");
  replace_all(text, "/etc/apache2/minbar-oidc-passphrase", folder + "/passphrase");
  replace_all(text, "http://127.0.0.1:8080", behind.collector);
  return text;
}

// What Debian's own configuration has besides.
std::string configuration_of(const Behind& behind) {
  auto text = fmt::format(
      "ServerName localhost\nServerRoot {0}\nDefaultRuntimeDir {0}\nPidFile {0}/pid\nListen 127.0.0.1:{1}\n"
      "User www-data\nGroup www-data\nMutex pthread\nErrorLog /dev/stderr\nLogLevel warn\n",
      behind.folder.string(), behind.port);
  for (const auto* module : {"mpm_event", "authn_core", "authz_core", "authz_user", "headers", "proxy", "proxy_http",
                             "socache_shmcb", "ssl", "auth_openidc"})
    text += fmt::format("LoadModule {0}_module /usr/lib/apache2/modules/mod_{0}.so\n", module);
  return text + site_of(behind);
}

}  // namespace

TEST_CASE("a work account opens the desk through Apache and a real provider and no header of a browser does") {
  const test::TemporaryFolder folder;
  const auto data = (folder.path() / "data").string();
  const auto admin = [&](const std::string& command) {
    INFO(command);
    CHECK(test::said_by(fmt::format("{} admin {} --data {} 2>&1", MINBAR_COLLECTOR, command, data)).well);
  };
  REQUIRE(test::said_by(fmt::format("{} init --data {}", MINBAR_COLLECTOR, data)).well);
  admin("create-user --name Amina");
  admin("create-user --name Other");
  admin("sso-name --name Amina --as " + known);
  admin("sso-name --name Other --as " + other);

  Behind behind{.folder = folder.path(), .port = free_port()};
  behind.desk = fmt::format("https://localhost:{}", behind.port);
  test::Program provider({"/usr/bin/env", "node", std::string(MINBAR_PROVIDER_FOLDER) + "/provider.mjs", secret,
                          behind.desk + "/sign-in/oidc", behind.desk + "/sign-in"});
  behind.provider = rest_after(provider.line(), "provider: ");
  const auto sign_out = fmt::format("/sign-in/oidc?logout=https%3A%2F%2Flocalhost%3A{}%2Fsign-in", behind.port);
  test::Program collector({MINBAR_COLLECTOR, "serve", "--data", data, "--listen", "127.0.0.1:0", "--behind-proxy",
                           "--public-url", behind.desk, "--sso-header", "X-Minbar-User", "--sso-proxy", "127.0.0.1",
                           "--sso-sign-out", sign_out});
  behind.collector = rest_after(collector.line(), "listening on ");

  REQUIRE(test::said_by(fmt::format("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
                                    "subjectAltName=DNS:localhost -keyout {0}/key.pem -out {0}/certificate.pem 2>&1",
                                    folder.path().string()))
              .well);
  std::ofstream(folder.path() / "passphrase") << secret << "\n";
  std::ofstream(folder.path() / "apache.conf") << configuration_of(behind);
  // One process, so that nothing is left when it ends.
  test::Started apache({"/usr/sbin/apache2", "-X", "-f", (folder.path() / "apache.conf").string()});
  // Of the collector, through Apache, without being asked who one is.
  const auto health = test::said_by(
      fmt::format("curl -sSk --retry 60 --retry-delay 1 --retry-connrefused {}/healthz 2>&1", behind.desk));
  REQUIRE(health.text.find("ok\n") != std::string::npos);

  CHECK(test::run_browser("sso.mjs", {behind.desk, behind.provider, std::string(MINBAR_PICTURES_FOLDER) + "/sso",
                                      "X-Minbar-User", known, other}) == 0);
  const auto accounts = test::said_by(fmt::format("{} admin accounts --data {}", MINBAR_COLLECTOR, data)).text;
  CHECK(accounts.find("Amina\t-\tsingle sign-on\t" + known + "\n") != std::string::npos);
}
