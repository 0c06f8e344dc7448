#include "sync/seal/context.h"

namespace minbar::seal {

std::string_view string_of(Context context) {
  switch (context) {
    case Context::record:
      return "minbar-record-v1";
    case Context::heartbeat:
      return "minbar-heartbeat-v1";
    case Context::request:
      return "minbar-request-v1";
    case Context::reply:
      return "minbar-reply-v1";
    case Context::enrol_request:
      return "minbar-enrol-request-v1";
    case Context::enrol_reply:
      return "minbar-enrol-reply-v1";
    case Context::pack:
      return "minbar-pack-v1";
    case Context::refusal:
      return "minbar-refusal-v1";
    case Context::succession:
      return "minbar-succession-v1";
  }
  return "minbar-unknown";
}

}  // namespace minbar::seal
