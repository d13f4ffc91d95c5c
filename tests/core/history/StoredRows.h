// The rows of a record on disk, changed behind its back.
#pragma once

#include <QtTest>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/history/DataFiles.h"

namespace baro::test {

// Turns over all bits of one byte of what a row has in the data files. select: gives the row's column `data`;
// at: from the beginning of its bytes, or, when negative, from their end.
inline void damageRow(const std::string& directory, const std::string& select, std::int64_t at) {
    auto database = history::Database::open(directory + "/record.db", history::Database::Access::Read);
    QVERIFY(database);
    const auto packed = database->integer(select);
    QVERIFY(packed && *packed);
    const auto place = history::DataPlace::of(**packed);
    const std::string folder = history::dataFolderOf(directory + "/record.db");
    std::fstream file(
        QString("%1/%2").arg(QString::fromStdString(folder)).arg(place.file, 6, 10, QChar('0')).toStdString(),
        std::ios::in | std::ios::out | std::ios::binary);
    QVERIFY(file);
    const std::int64_t position = place.offset + (at < 0 ? place.length + at : at);
    file.seekg(position);
    const int old = file.get();
    file.seekp(position);
    file.put(static_cast<char>(~old));
}

// As the first version had it: all bytes in their rows, and no data files.
inline void makeVersionOne(const std::string& directory) {
    const std::string path = directory + "/record.db";
    {
        auto database = history::Database::open(path, history::Database::Access::ReadWrite).value();
        history::DataReader data(database);
        for (const auto& [table, key] : {std::pair("block", "place"), std::pair("frames", "start")}) {
            auto select = database.prepare(std::string("SELECT ") + key + ", data FROM " + table);
            auto update =
                database.prepare(std::string("UPDATE ") + table + " SET data = ? WHERE " + key + " = ?");
            while (select->step().value()) {
                const std::string bytes = data.read(*select, 1).value();
                QVERIFY(update->bindBlob(1, bytes).bind(2, select->integer(0)).run());
            }
        }
        QVERIFY(database.execute("DROP TABLE file; PRAGMA user_version = 1"));
    }
    std::filesystem::remove_all(history::dataFolderOf(path));
}

}  // namespace baro::test
