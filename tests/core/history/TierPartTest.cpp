#include <QtTest>
#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "core/history/SeriesPart.h"
#include "core/history/TierPart.h"
#include "core/series/NotReadMarker.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr SummaryFields allFields = SummaryField::Count | SummaryField::Least | SummaryField::Greatest |
                                    SummaryField::Sum | SummaryField::First | SummaryField::Last |
                                    SummaryField::Lost | SummaryField::EndsUnknown;
constexpr std::size_t minutes = 200;

std::vector<std::int64_t> minuteEnds() {
    std::vector<std::int64_t> ends;
    for (std::size_t minute = 1; minute <= minutes; ++minute)
        ends.push_back(static_cast<std::int64_t>(minute) * minuteMilliseconds);
    return ends;
}

// One value a second.
template <class ValueAt>
IntervalSummaries summed(ValueAt valueAt) {
    IntervalSummaries all(minutes);
    for (std::size_t second = 0; second < 60 * minutes; ++second) {
        const double value = valueAt(second);
        if (!isNotReadMarker(value))
            all[second / 60].add(Sample{static_cast<std::int64_t>(second + 1) * 1000 - 7, value});
    }
    return all;
}

TierPart summedPart() {
    std::mt19937 random(11);
    TierPart part;
    double counted = 0;
    part[3] = summed([&](std::size_t) { return counted += static_cast<double>(random() % 512); });
    part[4] = summed([&](std::size_t) { return static_cast<double>(random() % 90'000) / 100 - 200; });
    part[5] = summed([&](std::size_t) { return static_cast<double>(random() % 70) * 4096; });
    part[6] = summed([&](std::size_t) { return static_cast<double>(random()) * 0.1 / 3; });
    part[7] = summed([&](std::size_t second) { return second / 600 % 2 == 0 ? notReadMarker() : 0.25; });
    part[8] = summed([&](std::size_t second) {
        return second % 97 == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(second % 9);
    });
    part[9] = summed([&](std::size_t second) { return second == 70 ? staleMarker() : notReadMarker(); });
    part[10] = summed([&](std::size_t) { return (random() % 2 == 0 ? -1 : 1) * 0x1p52; });
    part[31] = summed([&](std::size_t second) { return second % 60 == 30 ? 1e308 : notReadMarker(); });
    return part;
}

bool areSameBits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// What `count` additions of numbers up to `most` may differ by.
bool areNear(double a, double b, double count, double most) {
    return areSameBits(a, b) || std::abs(a - b) <= count * count * most * 0x1p-52;
}

QString difference(const Summary& read, const Summary& written) {
    if (read.isEmpty() != written.isEmpty()) return "presence";
    if (read.endsUnknown != written.endsUnknown) return "endsUnknown";
    if (read.count != written.count) return "count";
    if (read.count == 0) return {};
    if (!areSameBits(read.least, written.least)) return "least";
    if (!areSameBits(read.greatest, written.greatest)) return "greatest";
    if (!(read.first.timeMilliseconds == written.first.timeMilliseconds)) return "time of the first";
    if (!(read.last.timeMilliseconds == written.last.timeMilliseconds)) return "time of the last";
    if (!areSameBits(read.first.value, written.first.value)) return "first";
    if (!areSameBits(read.last.value, written.last.value)) return "last";
    const double most = std::max(std::abs(written.least), std::abs(written.greatest));
    if (!areNear(read.sum, written.sum, written.count, most)) return "sum";
    if (!areNear(read.lost, written.lost, written.count, most)) return "lost";
    return {};
}

using Rows = std::array<std::string, tierFields>;

Result<IntervalSummaries> decoded(SeriesNumber number, const Rows& rows, SummaryFields fields = allFields) {
    const auto ends = minuteEnds();
    IntervalSummaries summaries;
    const Status read = decodeTierSeries(
        number, fields,
        [&](TierField field) -> Result<SeriesPartPtr> {
            const std::string& bytes = rows[static_cast<std::size_t>(field)];
            if (bytes.empty()) return SeriesPartPtr();
            auto part = SeriesPart::open(bytes, ends.size());
            if (!part) return part.error();
            return SeriesPartPtr(std::make_shared<SeriesPart>(std::move(part).value()));
        },
        ends, minuteMilliseconds, summaries);
    if (!read) return read.error();
    return summaries;
}

QString difference(const TierPart& part, const Rows& rows) {
    for (const auto& [number, written] : part) {
        const auto read = decoded(number, rows);
        if (!read)
            return QString("series %1: %2").arg(number).arg(QString::fromStdString(read.error().message));
        for (std::size_t minute = 0; minute < minutes; ++minute)
            if (const QString what = difference((*read)[minute], written[minute]); !what.isEmpty())
                return QString("series %1, minute %2: %3").arg(number).arg(minute).arg(what);
    }
    return {};
}

Rows encoded(const TierPart& part) {
    return encodeTierPart(part, minuteEnds(), minuteMilliseconds);
}

// As tiers were written before columns were told from the ends of their intervals: each by itself.
Rows encodedByThemselves(const TierPart& part) {
    std::array<SeriesPartWriter, tierFields> writers;
    const auto put = [&](TierField field, SeriesNumber number, auto valueOf) {
        std::vector<double> values(minutes, notReadMarker());
        for (std::size_t minute = 0; minute < minutes; ++minute) {
            const Summary& summary = part.at(number)[minute];
            if (summary.count > 0 || (field == TierField::EndsUnknown && summary.endsUnknown))
                values[minute] = valueOf(summary, static_cast<std::int64_t>(minute) * minuteMilliseconds);
        }
        writers[static_cast<std::size_t>(field)].add({number, values});
    };
    for (const auto& each : part) {
        const SeriesNumber number = each.first;
        put(TierField::Count, number, [](const Summary& s, std::int64_t) { return s.count; });
        put(TierField::Least, number, [](const Summary& s, std::int64_t) { return s.least; });
        put(TierField::Greatest, number, [](const Summary& s, std::int64_t) { return s.greatest; });
        put(TierField::Sum, number, [](const Summary& s, std::int64_t) { return s.sum; });
        put(TierField::First, number, [](const Summary& s, std::int64_t) { return s.first.value; });
        put(TierField::FirstAfter, number, [](const Summary& s, std::int64_t begin) {
            return static_cast<double>(s.first.timeMilliseconds - begin);
        });
        put(TierField::Last, number, [](const Summary& s, std::int64_t) { return s.last.value; });
        put(TierField::LastBefore, number, [](const Summary& s, std::int64_t begin) {
            return static_cast<double>(begin + minuteMilliseconds - s.last.timeMilliseconds);
        });
        put(TierField::Lost, number, [](const Summary& s, std::int64_t) { return s.lost; });
        put(TierField::EndsUnknown, number,
            [](const Summary& s, std::int64_t) { return s.endsUnknown ? 1.0 : 0.0; });
    }
    Rows rows;
    for (std::size_t field = 0; field < rows.size(); ++field)
        rows[field] = writers[field].finish();
    return rows;
}

}  // namespace

class TierPartTest : public QObject {
    Q_OBJECT

  private slots:
    void everySummaryComesBack() {
        const TierPart part = summedPart();
        const QString wrong = difference(part, encoded(part));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    void whatWasWrittenByItselfIsRead() {
        const TierPart part = summedPart();
        const QString wrong = difference(part, encodedByThemselves(part));
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    void oneFieldIsReadAlone() {
        const TierPart part = summedPart();
        const Rows rows = encoded(part);
        for (const auto& [number, written] : part) {
            const auto greatest = decoded(number, rows, SummaryField::Greatest);
            const auto first = decoded(number, rows, SummaryField::First);
            QVERIFY(greatest && first);
            for (std::size_t minute = 0; minute < minutes; ++minute) {
                if (written[minute].count == 0) continue;
                QVERIFY(areSameBits((*greatest)[minute].greatest, written[minute].greatest));
                QVERIFY(areSameBits((*first)[minute].first.value, written[minute].first.value));
            }
        }
    }

    void aSumIsWhatItsValuesAddUpTo() {
        TierPart part;
        part[0] = summed([](std::size_t second) { return static_cast<double>(second % 7 + 1) / 10; });
        std::size_t noisy = 0;
        const auto read = decoded(0, encoded(part));
        QVERIFY(read);
        for (std::size_t minute = 0; minute < minutes; ++minute) {
            double tenths = 0;
            for (std::size_t second = 60 * minute; second < 60 * (minute + 1); ++second)
                tenths += static_cast<double>(second % 7 + 1);
            QCOMPARE((*read)[minute].sum, tenths / 10);
            if (part[0][minute].sum != tenths / 10) ++noisy;
        }
        QVERIFY(noisy > 0);  // added up one after the other, some are not
    }

    // Of ten columns these are the ones that take the room.
    void valuesWithAUnitTakeLessRoom() {
        TierPart part = summedPart();
        std::erase_if(part, [](const auto& each) { return each.first > 5; });
        const Rows now = encoded(part);
        const Rows before = encodedByThemselves(part);
        for (const TierField field : {TierField::Sum, TierField::First, TierField::Lost}) {
            const auto index = static_cast<std::size_t>(field);
            QVERIFY2(now[index].size() < before[index].size(), qPrintable(QString::number(index)));
        }
    }

    void aColumnWithoutTheEndsItIsToldFromIsDamaged() {
        const TierPart part = summedPart();
        Rows rows = encoded(part);
        rows[static_cast<std::size_t>(TierField::Last)].clear();
        const auto read = decoded(3, rows, SummaryField::First);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Malformed);
    }
};

BARO_TEST(TierPartTest)
#include "TierPartTest.moc"
