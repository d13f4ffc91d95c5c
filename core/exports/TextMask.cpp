#include "core/exports/TextMask.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/Characters.h"

namespace baro::exports {
namespace {

bool isPartOfWord(char c) {
    return isDigit(c) || isLetter(c);
}

bool isNumber(std::string_view text) {
    return std::ranges::all_of(text, isDigit);
}

void addOnce(std::string_view name, std::vector<std::string>& into) {
    if (std::ranges::find(into, name) == into.end()) into.emplace_back(name);
}

std::string_view fileName(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

// "alice@host:/path" and "host:/path"; "//host/share".
std::string_view remotePart(std::string_view text) {
    if (text.starts_with("//")) return text.substr(2, text.find('/', 2) - 2);
    const std::string_view before = text.substr(0, text.find(":/"));
    const bool isName =
        before.size() < text.size() && before.size() > 1 && std::ranges::all_of(before, [](char c) {
            return isPartOfWord(c) || c == '.' || c == '-' || c == '_' || c == '@';
        });
    return isName ? before : std::string_view();
}

// 762 addresses are reserved for documentation (RFC 5737); then those for measurements follow (RFC 2544).
std::string v4StandIn(std::uint32_t number) {
    constexpr std::uint32_t perNet = 254;
    constexpr std::array<std::string_view, 3> nets{"192.0.2", "198.51.100", "203.0.113"};
    const std::uint32_t index = number - 1;
    if (index < nets.size() * perNet) return fmt::format("{}.{}", nets[index / perNet], index % perNet + 1);
    const std::uint32_t rest = index - static_cast<std::uint32_t>(nets.size()) * perNet;
    return fmt::format("198.{}.{}.{}", 18 + (rest >> 16 & 1), rest >> 8 & 255, rest & 255);
}

// Locally administered, in the form of the address that it stands for.
std::string hardwareStandIn(std::uint32_t number, std::string_view form) {
    std::string digits = fmt::format("{:x}", number);
    std::string standIn;
    std::size_t left = static_cast<std::size_t>(std::ranges::count_if(form, isPartOfWord));
    bool isFirst = true;
    for (const char c : form) {
        if (!isPartOfWord(c)) {
            standIn += c;
            continue;
        }
        const bool isSecond = !isFirst && standIn.size() == 1;
        standIn += left <= digits.size() ? digits[digits.size() - left] : isSecond ? '2' : '0';
        isFirst = false;
        --left;
    }
    return standIn;
}

}  // namespace

void TextMask::learnUser(std::string_view name, bool isPerson) {
    if (!choice_.users || name.empty()) return;
    if (known_.emplace(name).second) addOnce(name, users_);
    if (isPerson && !isNumber(name)) persons_.emplace(name);
}

void TextMask::learnHost(std::string_view name) {
    const bool tellsNothing = name.empty() || name == "(none)" || name == "localhost" ||
                              name.starts_with("localhost.") || isNumber(name);
    if (!choice_.addresses || tellsNothing || addressAt(name).length == name.size()) return;
    known_.emplace(name);
    addOnce(name, hosts_);
}

void TextMask::learnProgram(std::string_view executable) {
    if (choice_.commands && executable.find(' ') != std::string_view::npos) programs_.emplace(executable);
}

void TextMask::learnFrom(std::string_view text) {
    if (!choice_.users && !choice_.addresses) return;
    for (const std::string_view folder : {"/home/", "/Users/", "/run/media/"}) {
        for (auto at = text.find(folder); at != std::string_view::npos; at = text.find(folder, at + 1)) {
            const std::string_view rest = text.substr(at + folder.size());
            const std::string_view owner = rest.substr(0, rest.find_first_of("/ \t\n\"':;,()[]{}<>|*?\\"));
            if (!owner.starts_with('.') && owner != "lost+found") learnUser(owner, true);
        }
    }
    std::string_view remote = remotePart(text);
    if (const auto sign = remote.find('@'); sign != std::string_view::npos) {
        learnUser(remote.substr(0, sign), true);
        remote.remove_prefix(sign + 1);
    }
    learnHost(remote);
}

void TextMask::addWord(std::string_view name, std::string_view standIn, bool inAnyCase) {
    words_.push_back({inAnyCase ? lowered(name) : std::string(name), std::string(standIn), inAnyCase});
}

void TextMask::sortWords() {
    std::ranges::stable_sort(words_, std::greater(), [](const Word& word) { return word.text.size(); });
}

void TextMask::prepare() {
    if (std::exchange(isPrepared_, true)) return;
    for (const std::string& name : users_) {
        const std::string& standIn = standInFor(userNames_, name);
        if (persons_.contains(name)) addWord(name, standIn, true);
    }
    for (const std::string& name : hosts_) {
        const std::string standIn = standInFor(hostNames_, name);
        addWord(name, standIn, false);
        // The same host without its domain.
        const std::string_view first = std::string_view(name).substr(0, name.find('.'));
        if (first.size() < name.size() && !first.empty() && !isNumber(first) &&
            std::ranges::find(hosts_, first) == hosts_.end())
            addWord(first, standIn, false);
    }
    sortWords();
    // A title's first word may be somebody's name.
    std::vector<Word> programs;
    for (const std::string& program : programs_)
        programs.push_back({program, text(command(program)), false});
    words_.insert(words_.end(), programs.begin(), programs.end());
    sortWords();
}

const std::string& TextMask::standInFor(Names& names, std::string_view name) {
    auto found = names.standIns.find(name);
    if (found == names.standIns.end()) {
        std::string standIn;
        do
            standIn = fmt::format("{}{}", names.prefix, ++names.count);
        while (known_.contains(standIn));
        found = names.standIns.emplace(name, std::move(standIn)).first;
    }
    return found->second;
}

std::string TextMask::user(std::string_view name) {
    prepare();
    return choice_.users && !name.empty() ? standInFor(userNames_, name) : std::string(name);
}

std::string TextMask::command(std::string_view commandLine) const {
    if (!choice_.commands) return std::string(commandLine);
    std::string_view program = commandLine.substr(0, commandLine.find_first_of(" \t\n"));
    program = fileName(program);
    while (program.ends_with(':'))
        program.remove_suffix(1);
    return std::string(program);
}

const TextMask::Word* TextMask::wordAt(std::string_view text) const {
    for (const Word& word : words_) {
        const std::string_view here = text.substr(0, word.text.size());
        if (here.size() < word.text.size()) continue;
        if (text.size() > here.size() && isPartOfWord(text[here.size()])) continue;
        if (word.inAnyCase ? equalsIgnoringCase(here, word.text) : here == word.text) return &word;
    }
    return nullptr;
}

std::string TextMask::text(std::string_view text) {
    prepare();
    std::string masked;
    bool isAtStart = true;  // of a word
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        const Word* const word = isAtStart ? wordAt(rest) : nullptr;
        const AddressSpan address =
            isAtStart && word == nullptr && choice_.addresses ? addressAt(rest) : AddressSpan{};
        if (word != nullptr) {
            masked += word->standIn;
            at += word->text.size();
            isAtStart = false;
        } else if (address.kind != AddressKind::None) {
            masked += standInFor(address.kind, rest.substr(0, address.length));
            at += address.length;
            isAtStart = false;
        } else {
            masked += rest.front();
            isAtStart = !isPartOfWord(rest.front());
            ++at;
        }
    }
    return masked;
}

std::string TextMask::standInFor(AddressKind kind, std::string_view address) {
    constexpr std::size_t prefix = 3;
    const bool isInterface = kind == AddressKind::Interface;
    const bool isHardware = isInterface || kind == AddressKind::Hardware;
    const std::string_view form = isInterface ? address.substr(prefix) : address;
    std::string key = lowered(form);
    if (isHardware) std::erase_if(key, [](char c) { return !isPartOfWord(c); });
    auto& count = addressCounts_[isHardware ? 2 : kind == AddressKind::V6 ? 1 : 0];
    const auto [found, isNew] = addresses_.try_emplace(std::move(key), count + 1);
    if (isNew) ++count;
    if (isInterface) return std::string(address.substr(0, prefix)) + hardwareStandIn(found->second, form);
    if (isHardware) return hardwareStandIn(found->second, form);
    return kind == AddressKind::V6 ? fmt::format("2001:db8::{:x}", found->second) : v4StandIn(found->second);
}

}  // namespace baro::exports
