// Closes a file descriptor when nobody owns it any more.
#pragma once

#include <unistd.h>

#include <utility>

namespace baro {

class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) {
            close();
            number_ = std::exchange(other.number_, -1);
        }
        return *this;
    }

    explicit operator bool() const { return number_ >= 0; }
    int number() const { return number_; }

  private:
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }
    int number_;
};

}  // namespace baro
