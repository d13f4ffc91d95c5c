// Reads a trace of scrapes into a Head and prints what a sample takes.
#pragma once

namespace baro::bench {

// The process' exit code; trouble goes to stderr.
int replayTrace(const char* path);

}  // namespace baro::bench
