// How the process table is kept between two runs: the settings' words for its columns, order and arrangement.
// Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ui/models/ProcessForest.h"

namespace baro::ui {

std::string_view arrangementWord(Arrangement arrangement);
Arrangement arrangementFrom(std::string_view word);  // Flat for one that it does not know

// Words that name no field are left out; nothing left means the usual columns. Name always comes first.
std::vector<ProcessField> columnsFrom(const std::vector<std::string>& words);
std::string columnWords(const std::vector<ProcessField>& fields);

// "name=240,command=600"; what is not so is left out.
std::map<ProcessField, int> widthsFrom(const std::vector<std::string>& words);
std::string widthWords(const std::map<ProcessField, int>& widths);

}  // namespace baro::ui
