// The values at one place of the model, of which a list has many: a column. Columns of all types are the same
// list of addresses: a vector for each of the model's types would be most of what the compiler makes of the
// record.
#pragma once

#include <cstddef>
#include <type_traits>
#include <vector>

namespace baro::history {

class Addresses {
  public:
    std::size_t size() const { return all_.size(); }
    bool empty() const { return all_.empty(); }
    void reserve(std::size_t count) { all_.reserve(count); }

  protected:
    void add(const void* one) { all_.push_back(one); }
    const void* at(std::size_t index) const { return all_[index]; }
    void addMoved(const Addresses& others, std::ptrdiff_t bytes) {
        all_.reserve(all_.size() + others.size());
        for (const void* one : others.all_)
            all_.push_back(static_cast<const std::byte*>(one) + bytes);
    }

  private:
    std::vector<const void*> all_;
};

// Values that belong to others; T is const where they are not to be changed.
template <class T>
class Places : public Addresses {
  public:
    Places() = default;
    explicit Places(T* only) { add(only); }

    void push_back(T* one) { add(one); }
    T* operator[](std::size_t index) const { return static_cast<T*>(const_cast<void*>(at(index))); }

    template <class Struct, class Member>
    auto fields(Member Struct::*member) const {
        Places<std::conditional_t<std::is_const_v<T>, const Member, Member>> found;
        if (!empty()) found.addFields(*this, &((*this)[0]->*member));
        return found;
    }

  private:
    template <class Other>
    friend class Places;

    // The field lies in each as it does in the first.
    template <class Struct>
    void addFields(const Places<Struct>& structs, const T* ofFirst) {
        addMoved(structs, reinterpret_cast<const std::byte*>(ofFirst) -
                              reinterpret_cast<const std::byte*>(structs[0]));
    }
};

}  // namespace baro::history
