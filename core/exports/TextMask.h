// What takes the place of user names, command lines and addresses in texts that leave the machine. The same
// name has the same stand-in everywhere.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/exports/AddressText.h"

namespace baro::exports {

struct MaskChoice {
    bool users = false;
    bool commands = false;
    bool addresses = false;  // and the names of hosts
    bool any() const { return users || commands || addresses; }
};

// First all texts are learned from, then they are masked: a name may stand in a text long before the process
// table tells that it is a user's.
class TextMask {
  public:
    explicit TextMask(MaskChoice choice) : choice_(choice) {}
    const MaskChoice& choice() const { return choice_; }

    // Learning. Does nothing for what is not chosen.

    // A person's name is masked wherever it stands as a word, in any case; that of a service ("root",
    // "postgres") where a user is named only: elsewhere it is a program's name, and tells of nobody.
    void learnUser(std::string_view name, bool isPerson);
    void learnHost(std::string_view name);
    // A title that a process gave itself, where the name of its file is not known.
    void learnProgram(std::string_view executable);
    // Home folders tell who their owners are, and what is mounted over the network tells of other hosts.
    void learnFrom(std::string_view text);

    // Masking.

    std::string user(std::string_view name);
    // The program's name: the file name of the command's first word.
    std::string command(std::string_view commandLine) const;
    // Any other text.
    std::string text(std::string_view text);

  private:
    struct Word {
        std::string text;
        std::string standIn;
        bool inAnyCase = false;
    };
    struct Names {
        std::string_view prefix;
        std::uint32_t count = 0;
        std::map<std::string, std::string, std::less<>> standIns = {};
    };

    void prepare();
    void sortWords();
    void addWord(std::string_view name, std::string_view standIn, bool inAnyCase);
    const std::string& standInFor(Names& names, std::string_view name);
    const Word* wordAt(std::string_view text) const;
    std::string standInFor(AddressKind kind, std::string_view address);

    const MaskChoice choice_;
    std::vector<std::string> users_;  // in the order in which they were learned
    std::vector<std::string> hosts_;
    std::set<std::string, std::less<>> persons_;
    std::set<std::string, std::less<>> known_;  // no stand-in is called like one of these
    std::set<std::string, std::less<>> programs_;
    bool isPrepared_ = false;
    std::vector<Word> words_;  // the longest first
    Names userNames_{.prefix = "user"};
    Names hostNames_{.prefix = "host"};
    std::map<std::string, std::uint32_t, std::less<>> addresses_;  // by what they are, whatever their form
    std::array<std::uint32_t, 3> addressCounts_{};
};

}  // namespace baro::exports
