#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "sync/agent/http_client.h"
#include "sync/wire/http.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

namespace {

pid_t start(std::vector<std::string> words, const posix_spawn_file_actions_t* actions) {
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  REQUIRE(::posix_spawnp(&child, argv[0], actions, nullptr, argv.data(), environ) == 0);
  return child;
}

// A real TLS server on loopback with a certificate of its own making. Whoever accepts that is answered 404 once.
class TlsServer {
 public:
  explicit TlsServer(const std::string& name_in_certificate, bool is_over = false) {
    const auto key = (folder_.path() / "key.pem").string();
    posix_spawn_file_actions_t quiet;
    ::posix_spawn_file_actions_init(&quiet);
    ::posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int status = 0;
    ::waitpid(start({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                     "-keyout", key, "-out", certificate(), "-days", "2", "-subj", "/CN=collector", "-addext",
                     "subjectAltName=" + name_in_certificate},
                    &quiet),
              &status, 0);
    REQUIRE(status == 0);
    if (is_over) make_over(name_in_certificate, key, quiet);
    std::array<int, 2> in{}, out{};
    REQUIRE(::pipe2(in.data(), O_CLOEXEC) == 0);
    REQUIRE(::pipe2(out.data(), O_CLOEXEC) == 0);
    ::posix_spawn_file_actions_adddup2(&quiet, in[0], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&quiet, out[1], STDOUT_FILENO);
    child_ = start({"openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate(), "-key", key}, &quiet);
    ::posix_spawn_file_actions_destroy(&quiet);
    ::close(in[0]);
    ::close(out[1]);
    in_ = in[1];
    out_ = out[0];
    const std::string answer = "HTTP/1.1 404 Words\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    REQUIRE(::write(in_, answer.data(), answer.size()) == static_cast<ssize_t>(answer.size()));
    read_port();
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  ~TlsServer() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    ::close(in_);
    ::close(out_);
  }

  [[nodiscard]] std::string certificate() const { return (folder_.path() / "certificate.pem").string(); }
  // What an agent is answered that trusts `ca_file`, or the certificates of this machine.
  [[nodiscard]] wire::ExchangeFailure ask(const std::string& ca_file) const {
    agent::HttpOptions options;
    options.ca_file = ca_file;
    agent::HttpClient client(agent::parse_collector_url("https://127.0.0.1:" + port_).value(), std::move(options));
    return client.post(wire::sync_path, bytes_of("a frame")).error();
  }

 private:
  // The same key in a certificate that ended in 2001.
  void make_over(const std::string& name, const std::string& key, const posix_spawn_file_actions_t& quiet) const {
    const auto file = [&](const char* of) { return (folder_.path() / of).string(); };
    std::ofstream(file("ca.conf"))
        << "[ca]\ndefault_ca=d\n[d]\ndatabase=" << file("index") << "\nnew_certs_dir=" << folder_.path().string()
        << "\nrand_serial=yes\ndefault_md=sha256\npolicy=p\nx509_extensions=e\n[p]\ncommonName=supplied\n"
           "[e]\nsubjectAltName="
        << name << "\n";
    std::ofstream(file("index")).close();
    int status = 0;
    ::waitpid(
        start({"openssl", "req", "-new", "-key", key, "-out", file("request.pem"), "-subj", "/CN=collector"}, &quiet),
        &status, 0);
    REQUIRE(status == 0);
    ::waitpid(start({"openssl", "ca", "-batch", "-selfsign", "-notext", "-config", file("ca.conf"), "-keyfile", key,
                     "-in", file("request.pem"), "-out", certificate(), "-startdate", "20000101000000Z", "-enddate",
                     "20010101000000Z"},
                    &quiet),
              &status, 0);
    REQUIRE(status == 0);
  }
  // "ACCEPT 127.0.0.1:34567"
  void read_port() {
    std::string said;
    const std::string mark = "ACCEPT 127.0.0.1:";
    while (said.find(mark) == std::string::npos || said.find('\n', said.find(mark)) == std::string::npos) {
      char letter = 0;
      REQUIRE(::read(out_, &letter, 1) == 1);
      said += letter;
    }
    const auto at = said.find(mark) + mark.size();
    port_ = said.substr(at, said.find('\n', at) - at);
  }

  test::TemporaryFolder folder_;
  std::string port_;
  pid_t child_ = 0;
  int in_ = -1;
  int out_ = -1;
};

}  // namespace

TEST_CASE("a certificate of an authority that the agent was told of is taken") {
  const TlsServer server("IP:127.0.0.1");
  const auto answer = server.ask(server.certificate());
  CHECK(answer.status == 404);
  CHECK(answer.error == wire::ExchangeError::not_ours);
}

TEST_CASE("a certificate that nobody vouches for is not talked to") {
  const TlsServer server("IP:127.0.0.1");
  const auto answer = server.ask("");
  CHECK(answer.status == 0);
  CHECK(answer.error == wire::ExchangeError::untrusted);
}

TEST_CASE("a file of authorities that cannot be read is told apart from a certificate that is not trusted") {
  const TlsServer server("IP:127.0.0.1");
  CHECK(server.ask("/nowhere/authorities.pem").error == wire::ExchangeError::no_authorities);
}

TEST_CASE("a certificate of another name is not talked to") {
  const TlsServer server("DNS:elsewhere.example");
  const auto answer = server.ask(server.certificate());
  CHECK(answer.status == 0);
  CHECK(answer.error == wire::ExchangeError::wrong_host);
}

TEST_CASE("a certificate that is over by this machine's clock is told apart from no network") {
  const TlsServer server("IP:127.0.0.1", true);
  const auto answer = server.ask(server.certificate());
  CHECK(answer.status == 0);
  CHECK(answer.error == wire::ExchangeError::certificate_time);
}
