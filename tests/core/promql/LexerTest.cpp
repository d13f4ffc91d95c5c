#include "core/promql/Lexer.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro::promql;
using Kind = TokenKind;

Q_DECLARE_METATYPE(std::vector<TokenKind>)

namespace {

std::vector<TokenKind> kinds(std::string_view text) {
    std::vector<TokenKind> all;
    for (const Token& token : tokens(text))
        all.push_back(token.kind);
    return all;
}

std::vector<QString> words(const QByteArray& text) {
    std::vector<QString> all;
    for (const Token& token : tokens({text.constData(), static_cast<std::size_t>(text.size())}))
        all.push_back(QString::fromUtf8(
            text.mid(static_cast<int>(token.at.from), static_cast<int>(token.at.to - token.at.from))));
    return all;
}

// Of the first broken token; empty when there is none.
std::string firstError(std::string_view text) {
    Lexer lexer(text);
    for (Token token = lexer.next(); token.kind != Kind::End; token = lexer.next())
        if (token.kind == Kind::Error) return lexer.error();
    return {};
}

}  // namespace

class LexerTest : public QObject {
    Q_OBJECT

  private slots:
    void kindsOfTokens_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::vector<TokenKind>>("expected");
        const auto row = [](const char* text, std::vector<TokenKind> expected) {
            QTest::newRow(text) << QByteArray(text) << std::move(expected);
        };
        row("", {});
        row(" \t\r\n", {});
        row("# only a comment", {Kind::Comment});
        row("a # b\n c", {Kind::Identifier, Kind::Comment, Kind::Identifier});
        row("a:b", {Kind::MetricIdentifier});
        row(":a", {Kind::MetricIdentifier});
        row("_a1", {Kind::Identifier});
        row("1a", {Kind::Error, Kind::Identifier});
        row("SUM Offset BY", {Kind::Sum, Kind::Offset, Kind::By});
        row("sums", {Kind::Identifier});
        row("inf NaN INF", {Kind::Number, Kind::Number, Kind::Number});
        row("start end", {Kind::Start, Kind::EndOfRange});
        row("{sum=\"1\"}", {Kind::LeftBrace, Kind::Identifier, Kind::Assign, Kind::String, Kind::RightBrace});
        row("{a!~`b`,c!='d'}",
            {Kind::LeftBrace, Kind::Identifier, Kind::RegexMismatch, Kind::String, Kind::Comma,
             Kind::Identifier, Kind::NotEqual, Kind::String, Kind::RightBrace});
        row("{ # why\n a }", {Kind::LeftBrace, Kind::Comment, Kind::Identifier, Kind::RightBrace});
        row("[5m:1m]", {Kind::LeftBracket, Kind::Duration, Kind::Colon, Kind::Duration, Kind::RightBracket});
        row("[ 300 : ]", {Kind::LeftBracket, Kind::Number, Kind::Colon, Kind::RightBracket});
        row("+-*/%^@",
            {Kind::Add, Kind::Subtract, Kind::Multiply, Kind::Divide, Kind::Modulo, Kind::Power, Kind::At});
        row("== != < <= > >= =", {Kind::Equal, Kind::NotEqual, Kind::Less, Kind::LessOrEqual, Kind::Greater,
                                  Kind::GreaterOrEqual, Kind::Assign});
        row("a-1", {Kind::Identifier, Kind::Subtract, Kind::Number});
    }
    void kindsOfTokens() {
        QFETCH(const QByteArray, text);
        QFETCH(const std::vector<TokenKind>, expected);
        QVERIFY(kinds(text.toStdString()) == expected);
    }

    void numbersAndDurations_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<TokenKind>("kind");
        const auto row = [](const char* text, TokenKind kind) {
            QTest::newRow(text) << QByteArray(text) << kind;
        };
        for (const char* const number :
             {"0", "5", "5.", ".5", "1.5e-3", "1E+6", "0x1F", "0XaB", "007", "1_000_000", "0x_1F", "1e1_0"})
            row(number, Kind::Number);
        for (const char* const duration : {"5s", "5ms", "1h30m", "1y2w3d4h5m6s7ms", "90d"})
            row(duration, Kind::Duration);
        for (const char* const none : {"1..2", "1e", "1e+", "1_", "1__0", "1._5", "0x1.8", "1.2.3", "1e2e3",
                                       "0b1", "5mm", "1d1y", "5mx"})
            row(none, Kind::Error);
    }
    void numbersAndDurations() {
        QFETCH(const QByteArray, text);
        QFETCH(const TokenKind, kind);
        const auto all = kinds(text.toStdString());
        QVERIFY(!all.empty());
        QCOMPARE(static_cast<int>(all.front()), static_cast<int>(kind));
    }

    void errors_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("error");
        const auto row = [](const char* text, const char* error) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(error);
        };
        row("(", "unclosed left parenthesis");
        row(")", "unexpected right parenthesis ')'");
        row("a[5m", "unclosed left bracket");
        row("a[", "unexpected end of input in duration expression");
        row("a]", "unexpected right bracket ']'");
        row("a[5m[", "unexpected left bracket '['");
        row("a[:1m]", "unexpected colon before duration in duration expression");
        row("a[5m::]", "unexpected colon ':'");
        row("a[x]", "unexpected character in duration expression: 'x'");
        row("{", "unexpected end of input inside braces");
        row("{a!b}", "unexpected character after '!' inside braces: 'b'");
        row("{{", "unexpected left brace '{'");
        row("{1}", "unexpected character inside braces: '1'");
        row("a !b", "unexpected character after '!': 'b'");
        row("a =~ b", "unexpected character after '=': '~'");
        row("a $", "unexpected character: '$'");
        row("ä", "unexpected character: 'ä'");
        row("1foo", "bad number or duration syntax: \"1\"");
        row("\"a", "unterminated quoted string");
        row("'a\n'", "unterminated quoted string");
        row("`a", "unterminated raw string");
        row("\"\\q\"", "unknown escape sequence U+0071 'q'");
        row("\"\\'\"", "unknown escape sequence U+0027 '''");
        row("\"\\xg0\"", "illegal character U+0067 'g' in escape sequence");
        row("\"\\ud800\"", "escape sequence is an invalid Unicode code point");
        row("\"\\400\"", "escape sequence is an invalid Unicode code point");
        row("\"\\", "escape sequence not terminated");
        row("\"\xff\"", "invalid UTF-8 rune");
    }
    void errors() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, error);
        QCOMPARE(QByteArray::fromStdString(firstError(text.toStdString())), error);
    }

    void aBrokenTextHasTokensToItsEnd() {
        QCOMPARE(words("a $ b"), (std::vector<QString>{"a", "$", "b"}));
        QCOMPARE(words("\"a\\q\" b"), (std::vector<QString>{"\"a\\q\"", "b"}));
        QCOMPARE(words("'a\nb"), (std::vector<QString>{"'a", "b"}));
    }

    void theEndStays() {
        Lexer lexer("a");
        lexer.next();
        for (int time = 0; time < 3; ++time)
            QVERIFY(lexer.next() == (Token{Kind::End, {1, 1}}));
    }

    void anOpenPlaceIsToldOnce() {
        Lexer lexer("(");
        lexer.next();
        QCOMPARE(static_cast<int>(lexer.next().kind), static_cast<int>(Kind::Error));
        QCOMPARE(static_cast<int>(lexer.next().kind), static_cast<int>(Kind::End));
    }

    void classesOfKinds() {
        QVERIFY(isOperator(Kind::Add) && isOperator(Kind::At) && !isOperator(Kind::Sum));
        QVERIFY(isAggregation(Kind::Sum) && isAggregation(Kind::LimitRatio) && !isAggregation(Kind::Bool));
        QVERIFY(isKeyword(Kind::Bool) && isKeyword(Kind::EndOfRange) && !isKeyword(Kind::Identifier));
    }
};

BARO_TEST(LexerTest)
#include "LexerTest.moc"
