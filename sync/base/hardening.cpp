#include "sync/base/hardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "sync/base/ensure.h"

namespace minbar {

void refuse_inspection() {
  ENSURE(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0, "the kernel lets a process keep its memory to itself");
  const rlimit none{0, 0};
  ENSURE(::setrlimit(RLIMIT_CORE, &none) == 0, "a limit may always be lowered");
}

}  // namespace minbar
