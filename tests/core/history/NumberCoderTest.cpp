#include "core/history/NumberCoder.h"

#include <QtTest>
#include <random>
#include <vector>

#include "tests/support/TestMain.h"

using namespace baro::history;

namespace {

using Numbers = std::vector<std::uint64_t>;

bool numbersSurvive(const Numbers& numbers) {
    const std::string bytes = encodeNumbers(numbers);
    Numbers decoded(numbers.size(), 12345);
    return decodeNumbers(bytes + "what follows", decoded) == bytes.size() && decoded == numbers;
}

}  // namespace

Q_DECLARE_METATYPE(Numbers)

class NumberCoderTest : public QObject {
    Q_OBJECT

  private slots:
    void numbersComeBack_data() {
        const auto most = ~std::uint64_t{0};
        QTest::addColumn<Numbers>("numbers");
        QTest::newRow("none") << Numbers{};
        QTest::newRow("one") << Numbers{0};
        QTest::newRow("the greatest") << Numbers{most};
        QTest::newRow("all the same") << Numbers(900, 77);
        QTest::newRow("two kinds") << Numbers{0, most, 0, most, 1};
        QTest::newRow("a rare one") << [] {
            Numbers numbers(5000, 3);
            numbers[4321] = std::uint64_t{1} << 60;
            return numbers;
        }();
        QTest::newRow("powers of two") << [] {
            Numbers numbers;
            for (unsigned shift = 0; shift < 64; ++shift) {
                numbers.push_back(std::uint64_t{1} << shift);
                numbers.push_back((std::uint64_t{1} << shift) - 1);
                numbers.push_back((std::uint64_t{3} << shift) | 1);
            }
            return numbers;
        }();
        QTest::newRow("every bucket, of which few places are left") << [] {
            Numbers numbers(100000, 5);
            for (unsigned shift = 0; shift < 62; ++shift) {
                for (std::uint64_t i = 4; i < 8; ++i)
                    numbers.push_back(i << shift);
            }
            return numbers;
        }();
    }
    void numbersComeBack() {
        QFETCH(Numbers, numbers);
        QVERIFY(numbersSurvive(numbers));
    }

    void anyNumbersComeBack() {
        std::mt19937_64 random(20240601);
        for (int round = 0; round < 1000; ++round) {
            Numbers numbers(1 + random() % 300);
            const unsigned widest = 1 + random() % 64;
            for (std::uint64_t& number : numbers)
                number = random() >> (64 - widest) >> random() % widest;
            QVERIFY2(numbersSurvive(numbers), qPrintable(QString("round %1").arg(round)));
        }
    }

    void takesHardlyMoreThanTheInformation() {
        std::mt19937_64 random(7);
        std::geometric_distribution<std::uint64_t> geometric(0.2);
        Numbers numbers(2000);
        for (std::uint64_t& number : numbers)
            number = geometric(random);
        // -(0.2 log2 0.2 + 0.8 log2 0.8) / 0.2
        const double information = 3.61 * 2000;
        const double bits = static_cast<double>(encodeNumbers(numbers).size()) * 8;
        QVERIFY2(bits < information * 1.05, qPrintable(QString::number(bits / information)));
        QVERIFY(std::abs(codedBits(numbers) - bits) < information * 0.05);
    }

    void refusesCutBytes() {
        Numbers numbers;
        for (std::uint64_t i = 0; i < 200; ++i)
            numbers.push_back(i * i % 1000);
        const std::string bytes = encodeNumbers(numbers);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(!decodeNumbers(std::string_view(bytes).substr(0, size), numbers));
    }

    void refusesTablesThatAreNone() {
        Numbers numbers(10);
        QVERIFY(!decodeNumbers(std::string(100, '\0'), numbers));
        QVERIFY(!decodeNumbers(std::string(100, '\x0f'), numbers));  // 2^15 places
        QVERIFY(!decodeNumbers(std::string(100, '\x02'), numbers));  // 4 places
        QVERIFY(!decodeNumbers(std::string(100, '\xff'), numbers));
    }
};

BARO_TEST(NumberCoderTest)
#include "NumberCoderTest.moc"
