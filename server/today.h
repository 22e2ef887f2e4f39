// The clock's only door: which day it is, for those who then pass it on as a value. Any thread.
#pragma once

#include "engine/publication.h"

namespace pressmark {

/// The day it is now in the program's time zone. Throws std::runtime_error when the clock is out of any year.
Date local_day();

}  // namespace pressmark
