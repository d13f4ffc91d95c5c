#include "core/prometheus/AnswerReader.h"

#include <QTest>
#include <cmath>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::prometheus;

namespace {

QString told(const Status& outcome) {
    return outcome ? QString() : QString::fromStdString(outcome.error().message);
}

// ' stands for ".
std::string json(QString text) {
    return text.replace('\'', '"').toStdString();
}

// In pieces of each size.
QString problemOf(AnswerKind kind, const std::string& text, const AnswerLimits& limits = {}) {
    QString last;
    for (const std::size_t size : {text.size() + 1, std::size_t{1}, std::size_t{7}}) {
        AnswerReader reader(kind, limits);
        for (std::size_t at = 0; at < text.size(); at += size)
            if (!reader.take(std::string_view(text).substr(at, size))) break;
        const QString problem = told(reader.finish());
        if (size <= text.size() && problem != last)
            return "not the same in pieces: " + problem + " / " + last;
        last = problem;
    }
    return last;
}

Labels labelled(std::string name, std::string value) {
    return Labels(std::vector{std::pair(std::move(name), std::move(value))});
}

QueryAnswer queryOf(const std::string& text) {
    AnswerReader reader(AnswerKind::Query);
    for (const char& c : text)
        if (!reader.take({&c, 1})) break;
    if (const Status whole = reader.finish(); !whole) qWarning("%s", whole.error().message.c_str());
    return reader.takeQuery();
}

}  // namespace

class AnswerReaderTest : public QObject {
    Q_OBJECT

  private slots:
    void aVector() {
        const QueryAnswer answer =
            queryOf(json("{'status':'success','data':{'resultType':'vector','result':[{'metric':{'__name__':'"
                         "up','job':'\\u00fc'},"
                         "'value':[1435781451.781,'1']},{'metric':{},'value':[1435781451,'NaN']}],'stats':{'"
                         "a':[1,{'b':2}]}},"
                         "'warnings':['w'],'infos':['i']}"));
        QVERIFY(answer.type == ResultType::Vector);
        QCOMPARE(answer.series.size(), 2U);
        QVERIFY(answer.series[0].labels == Labels({{"__name__", "up"}, {"job", "\xc3\xbc"}}));
        QCOMPARE(answer.series[0].samples.at(0).timeMilliseconds, 1435781451781);
        QCOMPARE(answer.series[0].samples.at(0).value, 1.0);
        QVERIFY(std::isnan(answer.series[1].samples.at(0).value));
        QCOMPARE(answer.notes.warnings, std::vector<std::string>{"w"});
        QCOMPARE(answer.notes.infos, std::vector<std::string>{"i"});
    }

    void aMatrix() {
        const QueryAnswer answer = queryOf(
            json("{'data':{'result':[{'values':[[1,'+Inf'],[2.5,'-Inf'],[3,'1e-7']],'metric':{'a':'b'}},"
                 "{'metric':{'h':'x'},'histograms':[[1,{'count':'2','buckets':[[0,'1','2','3']]}]]}],'"
                 "resultType':'matrix'},"
                 "'status':'success'}"));
        QVERIFY(answer.type == ResultType::Matrix);
        QCOMPARE(answer.series.size(), 1U);
        QVERIFY(answer.series[0].labels == labelled("a", "b"));
        QCOMPARE(answer.series[0].samples.size(), 3U);
        QCOMPARE(answer.series[0].samples[0].value, INFINITY);
        QCOMPARE(answer.series[0].samples[1].value, -INFINITY);
        QCOMPARE(answer.series[0].samples[1].timeMilliseconds, 2500);
        QCOMPARE(answer.series[0].samples[2].value, 1e-7);
        QCOMPARE(answer.histograms, 1U);
    }

    void scalarsAndTexts() {
        const QueryAnswer scalar =
            queryOf(json("{'status':'success','data':{'resultType':'scalar','result':[7,'0.5']}}"));
        QVERIFY(scalar.type == ResultType::Scalar);
        QCOMPARE(scalar.series.at(0).samples.at(0).value, 0.5);
        const QueryAnswer text =
            queryOf(json("{'status':'success','data':{'resultType':'string','result':[7,'0.5']}}"));
        QVERIFY(text.type == ResultType::Text && text.series.empty());
        QCOMPARE(text.text, std::string("0.5"));
    }

    void nothing() {
        for (const char* result : {"[]", "null"})
            QVERIFY(queryOf(json(QString("{'status':'success','data':{'resultType':'matrix','result':%1}}")
                                     .arg(result)))
                        .series.empty());
    }

    void otherAnswers() {
        AnswerReader series(AnswerKind::Series);
        QVERIFY(series.take(json("{'status':'success','data':[{'__name__':'up'},{}]}")));
        QVERIFY(series.finish().ok());
        QCOMPARE(series.takeSeries().series, (std::vector<Labels>{labelled("__name__", "up"), Labels()}));
        AnswerReader texts(AnswerKind::Texts);
        QVERIFY(texts.take(json("{'status':'success','data':['a','b']}")));
        QVERIFY(texts.finish().ok());
        QCOMPARE(texts.takeTexts().texts, (std::vector<std::string>{"a", "b"}));
        AnswerReader none(AnswerKind::Texts);
        QVERIFY(none.take(json("{'status':'success','data':null}")));
        QVERIFY(none.finish().ok());
        AnswerReader tree(AnswerKind::Tree);
        QVERIFY(
            tree.take(json("{'status':'success','data':{'groups':[{'a':[1,true,null,'x'],'b':{}}],'c':2}}")));
        QVERIFY(tree.finish().ok());
        const Json data = tree.takeTree().data;
        const Json* const group = data.member("groups")->element(0);
        QCOMPARE(group->member("a")->array()->size(), 4U);
        QCOMPARE(*group->member("a")->element(3)->text(), std::string("x"));
        QVERIFY(group->member("b")->object() != nullptr);
        QCOMPARE(*data.member("c")->number(), 2.0);
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        const QString strange = "its answer is not as Prometheus writes it: ";
        const auto row = [](const QString& text, const QString& problem) {
            QTest::newRow(qPrintable(text)) << text << problem;
        };
        const auto result = [](const QString& inner) {
            return "{'status':'success','data':{'resultType':'vector','result':" + inner + "}}";
        };
        row("", "what answers there is not Prometheus: its answer is empty");
        row(" \n", "what answers there is not Prometheus: its answer is empty");
        row("{}", "what answers there is not Prometheus: its answer has no \"status\"");
        row("{'status':'success'}", strange + "it has no \"data\"");
        row("{'status':'success','data':{}}", strange + "it has no \"result\"");
        row("{'status':'success','data':[]}", strange + "\"data\" is of another type");
        row("{'status':'success','data':'x'}", strange + "\"data\" is of another type");
        row("{'status':1}", strange + "\"status\" is of another type");
        row("{'status':'error','errorType':'bad_data','error':'parse\\nerror'}", "bad_data: parse\\nerror");
        row("{'status':'error'}", "no reason is given");
        row(result("{}"), strange + "\"result\" is of another type");
        row(result("7"), strange + "\"result\" is of another type");
        row(result("['x']"), strange + "\"result\" is of another type");
        row(result("[1]"), strange + "\"result\" is of another type");
        row(result("[1,'2','3']"), strange + "\"result\" is of another type");
        row(result("[{'metric':{},'value':[1,'2']},1,'2']"), strange + "\"value\" is of another type");
        row(result("[{'metric':[]}]"), strange + "\"metric\" is of another type");
        row(result("[{'metric':{'a':1}}]"), strange + "\"a\" is of another type");
        row(result("[{'metric':{'a':{}}}]"), strange + "\"a\" is of another type");
        row(result("[{'value':[1]}]"), strange + "\"value\" is of another type");
        row(result("[{'value':['1','2']}]"), strange + "\"value\" is of another type");
        row(result("[{'value':[1,2]}]"), strange + "\"value\" is of another type");
        row(result("[{'value':[1,'2','3']}]"), strange + "\"value\" is of another type");
        row(result("[{'value':[1e300,'2']}]"), strange + "\"value\" is of another type");
        row(result("[{'value':[1,'two']}]"), strange + "\"two\" is no value");
        row(result("[{'value':true}]"), strange + "\"value\" is of another type");
        row(result("[{'values':[1]}]"), strange + "\"values\" is of another type");
        row(result("[{'values':[[2,'1'],[1,'1']]}]"), strange + "samples do not ascend by time");
        row("{'status':'success','data':{'result':[],'result':[]}}", "its answer has \"result\" twice");
        row("{'status':'success','data':{'result':[{'metric':{'a':'b'}",
            "its answer ends in the middle of the JSON");
        row("{'status':'success','data':{'result':[{'metric':{'a",
            "its answer ends in the middle of the JSON");
    }
    void saysWhatIsWrong() {
        QFETCH(QString, text);
        QTEST(problemOf(AnswerKind::Query, json(text)), "problem");
    }

    void whatIsNoJson() {
        QCOMPARE(problemOf(AnswerKind::Query, " <!DOCTYPE html>\n<html>"),
                 "what answers there is not Prometheus but a web page");
        QCOMPARE(problemOf(AnswerKind::Query, "ok\n"), "what answers there is not Prometheus: it is no JSON");
        QVERIFY(problemOf(AnswerKind::Query, "{'a':1}").startsWith("what it answers is no JSON: "));
        QVERIFY(problemOf(AnswerKind::Query, json("{'status':'success'} x"))
                    .startsWith("what it answers is no JSON: "));
        QVERIFY(
            problemOf(AnswerKind::Query, "{\"status\":\"\xff\"}").startsWith("what it answers is no JSON: "));
    }

    void nothingIsEndless() {
        QCOMPARE(problemOf(AnswerKind::Tree, json("{'data':") + std::string(1000, '[')),
                 "its JSON is nested too deeply");
        QCOMPARE(problemOf(AnswerKind::Query, json("{'x':") + std::string(1000, '[')),
                 "its JSON is nested too deeply");
        AnswerReader reader(AnswerKind::Query);
        QVERIFY(reader.take(json("{'data':{'result':[{'metric':{'a':'")));
        int pieces = 0;
        while (reader.take(std::string(64 * 1024, 'x')))
            QVERIFY(++pieces < 100);
        QCOMPARE(told(reader.finish()), "its JSON holds a text without an end");
    }

    void whatIsTooMuchEnds() {
        AnswerLimits limits;
        limits.series = 3;
        std::string many = json("{'status':'success','data':{'resultType':'vector','result':[");
        for (int i = 0; i < 5; ++i)
            many += json("{'metric':{'a':'b'},'value':[1,'1']},");
        QCOMPARE(problemOf(AnswerKind::Query, many, limits),
                 "its answer has more than 3 series; narrow the expression");
        limits = {};
        limits.textBytes = 1 << 20;
        QCOMPARE(problemOf(AnswerKind::Query, json("{'x':[") + std::string(2 << 20, ' '), limits),
                 "its answer is longer than 1 MiB");
        limits = {};
        limits.keptBytes = 1 << 18;
        for (const char* const beginning : {"{'data':{'result':[{'values':[", "{'data':{'result':["}) {
            AnswerReader reader(AnswerKind::Query, limits);
            QVERIFY(reader.take(json(beginning)));
            const bool isSeries = QByteArray(beginning).endsWith("result':[");
            const std::string piece =
                json(isSeries ? "{'metric':{'aaaaaaa':'bbbbbbbbb'},'value':[1,'1']}," : "[1,'1'],");
            int pieces = 0;
            while (reader.take(piece))
                QVERIFY(++pieces < 1 << 20);
            QCOMPARE(told(reader.finish()),
                     "its answer takes more than 262 kB; ask for fewer series or a shorter time");
        }
    }

    // Ten million of them, streamed: what is kept ends at the limit.
    void tenMillionSeries() {
        AnswerLimits limits;
        limits.series = 10'000;
        AnswerReader reader(AnswerKind::Query, limits);
        QVERIFY(reader.take(json(
            "{'status':'success','data':{'resultType':'vector','result':[{'metric':{},'value':[1,'1']}")));
        int taken = 1;
        while (taken < 10'000'000 &&
               reader.take(json(QString(",{'metric':{'i':'%1'},'value':[1,'1']}").arg(taken))))
            ++taken;
        QCOMPARE(taken, 10'000);
        QCOMPARE(told(reader.finish()), "its answer has more than 10000 series; narrow the expression");
    }
};

BARO_TEST(AnswerReaderTest)
#include "AnswerReaderTest.moc"
