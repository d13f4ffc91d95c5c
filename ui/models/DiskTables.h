// The tables of the Disks page: devices with what they do, filesystems with how full they are.
#pragma once

#include <vector>

#include "core/metrics/Format.h"
#include "core/model/Frame.h"
#include "ui/models/KeyedTableModel.h"

namespace baro::ui {

std::vector<TableColumn> diskColumns();
std::vector<TableRow> diskRows(const Frame& frame, const FormatStyle& style);

std::vector<TableColumn> filesystemColumns();
std::vector<TableRow> filesystemRows(const Frame& frame, const FormatStyle& style);

}  // namespace baro::ui
