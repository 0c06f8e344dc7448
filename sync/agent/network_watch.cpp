#include "sync/agent/network_watch.h"

#include <sys/socket.h>

#include <linux/if.h>
#include <linux/if_addr.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

namespace minbar::agent {

namespace {

constexpr std::size_t batch_bytes = 16 * 1024;  // the kernel's largest message fits (rtnetlink(7))

// The fixed part of a message, copied out: the buffer is bytes. False: cut.
template <class Part>
bool take_part(const std::uint8_t* message, std::size_t bytes, Part& part) {
  if (bytes < NLMSG_HDRLEN + sizeof(Part)) return false;
  std::memcpy(&part, message + NLMSG_HDRLEN, sizeof(Part));
  return true;
}

bool says_up(const nlmsghdr& header, const std::uint8_t* message, std::size_t bytes) {
  if (header.nlmsg_type == RTM_NEWLINK) {
    ifinfomsg link{};
    return take_part(message, bytes, link) && (link.ifi_flags & IFF_UP) != 0 && (link.ifi_flags & IFF_RUNNING) != 0;
  }
  if (header.nlmsg_type == RTM_NEWADDR) {
    ifaddrmsg address{};
    return take_part(message, bytes, address) && (address.ifa_flags & IFA_F_TENTATIVE) == 0;
  }
  if (header.nlmsg_type == RTM_NEWROUTE) {
    rtmsg route{};
    return take_part(message, bytes, route) && route.rtm_dst_len == 0 && route.rtm_type == RTN_UNICAST;
  }
  return false;
}

bool any_says_up(const std::uint8_t* bytes, std::size_t left) {
  bool up = false;
  while (left >= NLMSG_HDRLEN) {
    nlmsghdr header{};
    std::memcpy(&header, bytes, sizeof header);
    if (header.nlmsg_len < NLMSG_HDRLEN || header.nlmsg_len > left) return up;
    up = up || says_up(header, bytes, header.nlmsg_len);
    const std::size_t step = NLMSG_ALIGN(header.nlmsg_len);
    if (step >= left) return up;
    bytes += step;
    left -= step;
  }
  return up;
}

}  // namespace

NetworkWatch::NetworkWatch() : fd_(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)) {
  if (fd_ < 0) return;
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
  if (::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) ::close(std::exchange(fd_, -1));
}

NetworkWatch::NetworkWatch(NetworkWatch&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

NetworkWatch::~NetworkWatch() {
  if (fd_ >= 0) ::close(fd_);
}

bool NetworkWatch::came_up() const {
  bool up = false;
  std::array<std::uint8_t, batch_bytes> buffer{};
  while (fd_ >= 0) {
    sockaddr_nl from{};
    socklen_t size = sizeof from;
    const auto got = ::recvfrom(fd_, buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == ENOBUFS) up = true;  // more was told than was kept
    if (got < 0 && errno == ENOBUFS) continue;
    if (got <= 0) break;
    if (from.nl_pid == 0) up = any_says_up(buffer.data(), static_cast<std::size_t>(got)) || up;  // the kernel's own
  }
  return up;
}

}  // namespace minbar::agent
