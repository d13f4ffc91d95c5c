#include "core/templates/Template.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

TemplateSamplePtr sampleOf(const std::string& device, double value) {
    return std::make_shared<const TemplateSample>(
        TemplateSample{{{"__name__", "x"}, {"device", device}}, value});
}

TemplateEnvironment environment() {
    TemplateEnvironment environment;
    environment.query = [](const std::string& expression) -> Result<TemplateVector> {
        if (expression == "broken(") return malformed("1:8: parse error: unclosed left parenthesis");
        if (expression == "none") return TemplateVector{};
        return TemplateVector{sampleOf("sdb", 2), sampleOf("sda", 1)};
    };
    environment.timeMilliseconds = 1'500'000'000'500;
    environment.externalUrl = "http://host:9090/path";
    return environment;
}

QString expanded(const QString& text, std::size_t mostBytes = 65'536) {
    const TemplateData data{{{"__name__", "x"}, {"device", "sda"}, {"instance", "h:1"}},
                            {{"site", "home"}},
                            "http://host:9090/path",
                            1'234'567};
    TemplateEnvironment where = environment();
    where.mostBytes = mostBytes;
    return QString::fromStdString(AlertText(text.toStdString(), "A").expanded(data, where));
}

QString inExecution(const QString& what) {
    return "<error expanding template: error executing template __alert_A: template: __alert_A:" + what + ">";
}

struct Row {
    const char* text;
    const char* expected;
};

}  // namespace

class TemplateTest : public QObject {
    Q_OBJECT

  private slots:
    void expands_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        for (
            const Row& row : std::initializer_list<Row>{
                {"plain {text}", "plain {text}"},
                {"{{ $labels.device }} {{ .Labels.instance }}|{{ $labels.nope }}|", "sda h:1||"},
                {"{{ $value }} {{ .Value }} {{ 20.0 }} {{ 123456789.5 }}",
                 "1.234567e+06 1.234567e+06 20 1.234567895e+08"},
                {"{{ $externalLabels.site }} {{ $externalURL }} {{ externalURL }} {{ pathPrefix }}",
                 "home http://host:9090/path http://host:9090/path /path"},
                {"{{ $labels }}", "map[__name__:x device:sda instance:h:1]"},
                {"a {{- 1 -}} b", "a1b"},
                {"a{{/* nothing */}}b {{- /* nothing */ -}} c", "abc"},
                {"{{ if gt $value 1.0 }}big{{ else }}small{{ end }}", "big"},
                {"{{ if false }}a{{ else if eq $labels.device \"sdb\" \"sda\" }}b{{ else }}c{{ end }}", "b"},
                {"{{ with $labels.nope }}a{{ else }}b{{ end }}{{ with \"x\" }}{{ . }}{{ end }}", "bx"},
                {"{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}",
                 "__name__=x;device=sda;instance=h:1;"},
                {"{{ range query \"x\" }}{{ .Labels.device }}={{ .Value }} {{ end }}", "sdb=2 sda=1 "},
                {"{{ range query \"none\" }}x{{ else }}no{{ end }}", "no"},
                {"{{ range $i, $e := query \"x\" }}{{ if $i }}{{ break }}{{ end }}{{ $e.Value }}{{ end }}",
                 "2"},
                {"{{ range query \"x\" }}{{ if eq .Value 2.0 }}{{ continue }}{{ end }}{{ .Value }}{{ end }}",
                 "1"},
                {"{{ range query \"x\" | sortByLabel \"device\" }}{{ . | value }}{{ end }}", "12"},
                {"{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}", "2"},
                {"{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }}", "1"},
                {"{{ query \"x\" | first | label \"device\" }} {{ (query \"x\" | first).Value }}", "sdb 2"},
                {"{{ humanize 0 }} {{ humanize 1234 }} {{ humanize -0.00123 }} {{ \"1e6\" | humanize }}",
                 "0 1.234k -1.23m 1M"},
                {"{{ humanize1024 0.5 }} {{ humanize1024 1048576 }} {{ $value | humanize1024 }}",
                 "0.5 1Mi 1.177Mi"},
                {"{{ humanizePercentage 0.12345 }} {{ humanizePercentage 1 }}", "12.35% 100%"},
                {"{{ humanizeDuration 100000 }} {{ humanizeDuration -3661 }} {{ humanizeDuration 59.99999 }} "
                 "{{ humanizeDuration 0.001234 }} {{ humanizeDuration 0 }}",
                 "1d 3h 46m 40s -1h 1m 1s 60s 1.234ms 0s"},
                {"{{ humanizeTimestamp 1.5 }} {{ toTime 86400 }} {{ now }}",
                 "1970-01-01 00:00:01.5 +0000 UTC 1970-01-02 00:00:00 +0000 UTC 1.5000000005e+09"},
                {"{{ printf \"%.2f %d|%5s|%-5s|%05d %q %x %v %t %%\" 1.005 7 \"ab\" \"cd\" 42 \"e\" 255 "
                 "$value true }}",
                 "1.00 7|   ab|cd   |00042 \"e\" ff 1.234567e+06 true %"},
                {"{{ printf \"%d %s\" 3.0 4 }} {{ printf \"%d %s\" 1 }} {{ printf \"%s\" \"a\" \"b\" }} {{ "
                 "printf \"%\" }}",
                 "%!d(float64=3) %!s(int=4) 1 %!s(MISSING) a%!(EXTRA string=b) %!(NOVERB)"},
                {"{{ printf \"%[2]d %[1]d|%*d|%+d|%e\" 1 2 5 1 }}", "2 1| 5|+1|%!e(MISSING)"},
                {"{{ print 1 2 \"a\" \"b\" 3 }}|{{ println 1 \"a\" }}", "1 2ab3|1 a\n"},
                {"{{ len $labels }} {{ len \"abc\" }} {{ index $labels \"device\" }} {{ slice \"abcdef\" 1 3 "
                 "}}",
                 "3 3 sda bc"},
                {"{{ and 1 0 }} {{ or 0 \"x\" }} {{ not 1 }} {{ and \"\" (first (query \"none\")) }}|",
                 "0 x false |"},
                {"{{ eq 1 1 }} {{ ne \"a\" \"b\" }} {{ lt 1.5 2.5 }} {{ le 2 2 }} {{ ge 1 2 }}",
                 "true true true true false"},
                {"{{ title \"foo bar-baz\" }} {{ toUpper \"abé\" }} {{ toLower \"ABÉ\" }}",
                 "Foo Bar-Baz ABÉ abé"},
                {"{{ match \"a.c\" \"xabcx\" }} {{ reReplaceAll \"(a)b\" \"${1}x\" \"abab\" }} "
                 "{{ reReplaceAll \"(?P<n>.)\" \"<$n>$$\" \"ab\" }}",
                 "true axax <a>$<b>$"},
                {"{{ stripPort \"h:80\" }} {{ stripPort \"[::1]:80\" }} {{ stripDomain \"a.b.c:80\" }} {{ "
                 "stripDomain \"10.0.0.1:80\" }}",
                 "h ::1 a:80 10.0.0.1:80"},
                {"{{ parseDuration \"1h5m\" }} {{ (args 1 \"x\").arg1 }} {{ args 1 }}", "3900 x map[arg0:1]"},
                {"{{ html \"<a>\" }} {{ urlquery \"a b&c\" }} {{ graphLink \"up{a=\\\"b c\\\"}\" }}",
                 "&lt;a&gt; a+b%26c /graph?g0.expr=up%7Ba%3D%22b+c%22%7D&g0.tab=0"},
                {"{{ 0x1F }} {{ 07 }} {{ 1_000 }} {{ 'a' }} {{ `raw\\n` }} {{ 1e3 }} {{ -3 }}",
                 "31 7 1000 97 raw\\n 1000 -3"},
                {"{{ define \"q\" }}hi {{ . }}{{ end }}{{ template \"q\" 3 }}", "hi 3"}})
            QTest::newRow(row.text) << row.text << row.expected;
    }
    void expands() {
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        QCOMPARE(expanded(text), expected);
    }

    void tellsErrorsInTheText_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        for (const Row& row : std::initializer_list<Row>{
                 {"{{ $labels.a.b }}",
                  "1:122: executing \"__alert_A\" at <$labels.a.b>: can't evaluate field b in type string"},
                 {"{{ humanize \"x\" }}",
                  "1:115: executing \"__alert_A\" at <humanize \"x\">: error calling humanize: "
                  "strconv.ParseFloat: parsing \"x\": invalid syntax"},
                 {"l\n{{ humanize \"y\" }}",
                  "2:3: executing \"__alert_A\" at <humanize \"y\">: error calling humanize: "
                  "strconv.ParseFloat: parsing \"y\": invalid syntax"},
                 {"{{ if gt $value 1 }}{{ end }}",
                  "1:118: executing \"__alert_A\" at <gt $value 1>: error calling gt: incompatible types for "
                  "comparison"},
                 {"{{ toUpper $value }}",
                  "1:123: executing \"__alert_A\" at <$value>: wrong type for value; expected string; got "
                  "float64"},
                 {"{{ humanize }}",
                  "1:115: executing \"__alert_A\" at <humanize>: wrong number of args for humanize: want 1 "
                  "got 0"},
                 {"{{ first (query \"none\") }}",
                  "1:115: executing \"__alert_A\" at <first (query \"none\")>: error calling first: first() "
                  "called on vector with no elements"},
                 {"{{ first 3 }}",
                  "1:121: executing \"__alert_A\" at <3>: can't handle 3 for arg of type "
                  "template.queryResult"},
                 {"{{ query \"broken(\" }}",
                  "1:115: executing \"__alert_A\" at <query \"broken(\">: error calling query: 1:8: parse "
                  "error: unclosed left parenthesis"},
                 {"{{ reReplaceAll \"(\" \"\" \"x\" }}",
                  "1:115: executing \"__alert_A\" at <reReplaceAll \"(\" \"\" \"x\">: error calling "
                  "reReplaceAll: "
                  "regexp: Compile(`(`): error parsing regexp: missing closing ): `(`"},
                 {"{{ template \"x\" }}",
                  "1:124: executing \"__alert_A\" at <{{template \"x\"}}>: template \"x\" not defined"},
                 {"{{ range 3 }}x{{ end }}",
                  "1:121: executing \"__alert_A\" at <3>: range can't iterate over 3"},
                 {"{{ nil }}", "1:115: executing \"__alert_A\" at <nil>: nil is not a command"},
                 {"{{ 3 4 }}",
                  "1:115: executing \"__alert_A\" at <3>: can't give argument to non-function 3"}})
            QTest::newRow(row.text) << row.text << inExecution(row.expected);
    }
    void tellsErrorsInTheText() {
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        QCOMPARE(expanded(text), expected);
    }

    void refuses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        for (const Row& row :
             std::initializer_list<Row>{{"{{ foo }}", "function \"foo\" not defined"},
                                        {"{{ $nope }}", "undefined variable \"$nope\""},
                                        {"{{ if }}", "missing value for if"},
                                        {"{{ if 1 }}", "unexpected EOF"},
                                        {"{{ end }}", "unexpected {{end}}"},
                                        {"{{ else }}", "unexpected {{else}}"},
                                        {"{{ \"abc }}", "unterminated quoted string"},
                                        {"{{ 1 | 2 }}", "non executable command in pipeline stage 2"},
                                        {"{{ .a. }}", "unexpected <.> in operand"},
                                        {"{{ }}", "missing value for command"},
                                        {"{{ range }}x{{end}}", "missing value for range"},
                                        {"{{ break }}", "{{break}} outside {{range}}"},
                                        {"{{ (1 }}", "unclosed left paren"},
                                        {"{{ 1) }}", "unexpected \")\" in command"},
                                        {"{{ `abc }}", "unterminated raw quoted string"},
                                        {"{{ humanize $value", "unclosed action"},
                                        {"{{ 12a }}", "bad number syntax: \"12a\""},
                                        {"{{ a!b }}", "bad character U+0021 '!'"},
                                        {"{{ /* x */ }}", "unexpected \"/\" in command"},
                                        {"{{/* x }}", "unclosed comment"},
                                        {"{{ $x := 1 := 2 }}", "unexpected \":=\" in operand"}})
            QTest::newRow(row.text) << row.text << row.expected;
    }
    void refuses() {
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        const AlertText parsed(text.toStdString(), "A");
        QVERIFY(parsed.problem());
        QCOMPARE(QString::fromStdString(*parsed.problem()), "template: __alert_A:1: " + expected);
    }

    void staysWithinLimits() {
        QVERIFY(
            expanded("{{ printf \"%1000d%1000d\" 1 2 }}", 500).contains("the text grows beyond 500 bytes") ||
            expanded("{{ printf \"%1000d%1000d\" 1 2 }}", 500).size() <= 500);
        const QString loop = "{{ range $labels }}";
        QVERIFY(expanded(loop.repeated(12) + "x" + QString("{{ end }}").repeated(12))
                    .contains("more than 100000 steps"));
        QVERIFY(expanded("{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}")
                    .contains("exceeded maximum template depth"));
        QVERIFY(AlertText("{{" + std::string(500, '(') + "1" + std::string(500, ')') + "}}", "A").problem());
        QVERIFY(AlertText("{{ 1 }}" + std::string(70'000, 'x'), "A").problem());
    }
};

BARO_TEST(TemplateTest)
#include "TemplateTest.moc"
