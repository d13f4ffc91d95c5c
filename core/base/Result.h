// The outcome of an operation that can fail: a value, or an Error that says what, where and what to do.
// Errors are values everywhere in core and platform; no exception crosses a thread or a layer.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace baro {

// Why a value is not there. The distinction decides how it is shown: an absent subject is normal ("no battery"),
// a denied one names the permission that would help, a malformed or failed one is a defect worth reporting.
enum class ErrorKind {
    Absent,     // this machine has no such thing
    Denied,     // it exists, and this user may not read it
    Malformed,  // it was read, and is not what its specification says
    Failed,     // reading it failed (I/O error, time-out)
};

struct Error {
    ErrorKind kind = ErrorKind::Failed;
    std::string message;  // one sentence: what, where, and what to do when something can be done

    bool operator==(const Error&) const = default;
};

inline Error absent(std::string message) { return {ErrorKind::Absent, std::move(message)}; }
inline Error denied(std::string message) { return {ErrorKind::Denied, std::move(message)}; }
inline Error malformed(std::string message) { return {ErrorKind::Malformed, std::move(message)}; }
inline Error failed(std::string message) { return {ErrorKind::Failed, std::move(message)}; }

template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : outcome_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
    Result(Error error) : outcome_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

    bool ok() const { return outcome_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & { return assert(ok()), *std::get_if<0>(&outcome_); }
    const T& value() const& { return assert(ok()), *std::get_if<0>(&outcome_); }
    T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&outcome_)); }
    const Error& error() const { return assert(!ok()), *std::get_if<1>(&outcome_); }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

  private:
    std::variant<T, Error> outcome_;
};

// An operation that yields nothing but success.
struct Done {
    bool operator==(const Done&) const = default;
};
using Status = Result<Done>;

}  // namespace baro
