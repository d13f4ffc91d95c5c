#include "core/model/Memory.h"
