// Families as lines of text, so that a test reads like the exposition that it stands for.
#pragma once

#include <QStringList>

#include "core/model/Families.h"

namespace baro::test {

// "name{first,second} value", label values in their order, in the order of the samples.
inline QStringList linesOf(const Families& families) {
    QStringList lines;
    for (const Family& family : families.families) {
        for (const FamilySample& sample : family.samples) {
            QStringList values;
            for (const std::string& value : sample.labelValues)
                values += QString::fromStdString(value);
            lines += QString::fromStdString(family.name) + '{' + values.join(',') + "} " +
                     QString::number(sample.value, 'g', 15);
        }
    }
    return lines;
}

}  // namespace baro::test
