#include "core/remotewrite/Thinning.h"

#include <QTest>
#include <random>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;

namespace {

constexpr Windows byQuarterMinutes{15'000};
constexpr std::int64_t wholeHour = 3'600'000;

// "14 29x": samples of these seconds, x where a staleness marker stands.
std::vector<Sample> samplesAt(const QString& text) {
    std::vector<Sample> samples;
    for (QString word : text.split(' ', Qt::SkipEmptyParts)) {
        const bool isMarker = word.endsWith('x');
        if (isMarker) word.chop(1);
        const auto time = static_cast<std::int64_t>(word.toDouble() * 1000);
        samples.push_back({time, isMarker ? staleMarker() : static_cast<double>(time)});
    }
    return samples;
}

QString textOfSamples(const std::vector<Sample>& samples) {
    QStringList words;
    for (const Sample& sample : samples)
        words << QString::number(static_cast<double>(sample.timeMilliseconds) / 1000) +
                     (isStaleMarker(sample.value) ? "x" : "");
    return words.join(' ');
}

std::vector<Sample> thinned(const std::vector<Sample>& all, Span span) {
    // As a source gives them: from a while before the span on, without leading markers.
    std::vector<Sample> read;
    for (const Sample& sample : all) {
        const bool isWithin =
            sample.timeMilliseconds >= span.from - markedMilliseconds && sample.timeMilliseconds < span.to;
        if (isWithin && (!read.empty() || !isStaleMarker(sample.value))) read.push_back(sample);
    }
    std::vector<Sample> out;
    appendThinned(read, span, byQuarterMinutes, out);
    return out;
}

}  // namespace

class ThinningTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsTheNewestOfEachWindow_data() {
        QTest::addColumn<QString>("all");
        QTest::addColumn<QString>("kept");
        QTest::newRow("seconds") << "0 1 2 13 14 15 16 29 30"
                                 << "14 29 30";
        QTest::newRow("milliseconds at the edge") << "14.998 14.999 15 29.999"
                                                  << "14.999 29.999";
        QTest::newRow("seldom") << "3 64"
                                << "3 64";
        QTest::newRow("ends") << "14 16 17x"
                              << "14 16 17x";
        QTest::newRow("ends and begins in one window") << "14 16x 20"
                                                       << "14 20";
        QTest::newRow("ends twice in one window") << "1 2x 3 4x"
                                                  << "3 4x";
        QTest::newRow("ends at a window's end") << "14 15x"
                                                << "14 15x";
        QTest::newRow("ends long after") << "14 400x"
                                         << "14";
        QTest::newRow("ends just in time") << "14 314x"
                                           << "14 314x";
        QTest::newRow("a marker of nothing") << "3x 20"
                                             << "20";
    }
    void keepsTheNewestOfEachWindow() {
        QFETCH(QString, all);
        QFETCH(QString, kept);
        QCOMPARE(textOfSamples(thinned(samplesAt(all), {0, wholeHour})), kept);
    }

    // So what is sent again after a crash is the same.
    void doesNotDependOnWhereOneBegins() {
        std::mt19937 random(3);
        for (int round = 0; round < 50; ++round) {
            std::vector<Sample> all;
            bool known = false;
            for (std::int64_t time = 0; time < wholeHour;
                 time += 500 + static_cast<std::int64_t>(random() % 1000)) {
                const bool ends = random() % 20 == 0;
                if (!ends || known) all.push_back({time, ends ? staleMarker() : 1.0});
                known = !ends;
                if (random() % 100 == 0) time += 400'000;
            }
            const QString whole = textOfSamples(thinned(all, {0, wholeHour}));
            std::vector<Sample> parts;
            for (std::int64_t from = 0; from < wholeHour;) {
                const std::int64_t to = from + 15'000 * (1 + static_cast<std::int64_t>(random() % 30));
                for (const Sample& sample : thinned(all, {from, std::min(to, wholeHour)}))
                    parts.push_back(sample);
                from = to;
            }
            QCOMPARE(textOfSamples(parts), whole);
        }
    }

    void aPartOfAWindowHasItsNewestToo() {
        QCOMPARE(textOfSamples(thinned(samplesAt("1 5 9 14 20"), {6'000, 30'000})), QString("14 20"));
    }
};

BARO_TEST(ThinningTest)
#include "ThinningTest.moc"
