#include "ui/explore/PromQlHighlighter.h"

#include <QTextDocument>
#include <algorithm>

#include "core/promql/Functions.h"
#include "ui/explore/PromQlText.h"

namespace baro::ui {

using promql::TokenKind;

PromQlHighlighter::PromQlHighlighter(const Theme& theme, QTextDocument* document)
    : QSyntaxHighlighter(document), theme_(theme) {
    connect(&theme, &Theme::changed, this, [this] {
        read_.clear();
        rehighlight();
    });
}

QTextCharFormat PromQlHighlighter::formatOf(TokenKind kind, TokenKind next, std::string_view word) const {
    QTextCharFormat format;
    if (promql::isAggregation(kind) || promql::isKeyword(kind)) {
        format.setForeground(theme_.color(Role::Accent));
        format.setFontWeight(QFont::DemiBold);
    } else if (kind == TokenKind::Identifier && next == TokenKind::LeftParen && promql::findFunction(word)) {
        format.setForeground(theme_.color(Subject::Cpu));
    } else if (kind == TokenKind::String) {
        format.setForeground(theme_.color(Role::Good));
    } else if (kind == TokenKind::Number || kind == TokenKind::Duration) {
        format.setForeground(theme_.color(Subject::Memory));
    } else if (kind == TokenKind::Comment) {
        format.setForeground(theme_.color(Role::QuietText));
        format.setFontItalic(true);
    } else if (kind == TokenKind::Error) {
        format.setForeground(theme_.color(Role::Danger));
    } else {
        format.setForeground(theme_.color(Role::Text));
    }
    return format;
}

void PromQlHighlighter::read(const QString& whole) {
    read_ = whole;
    pieces_.clear();
    const PromQlText text(whole);
    const std::vector<promql::Token> tokens = promql::tokens(text.bytes());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const promql::TextRange at = tokens[i].at;
        const TokenKind next = i + 1 < tokens.size() ? tokens[i + 1].kind : TokenKind::End;
        pieces_.push_back({text.positionOf(at.from), text.positionOf(at.to),
                           formatOf(tokens[i].kind, next, text.bytes().substr(at.from, at.to - at.from))});
    }
}

void PromQlHighlighter::highlightBlock(const QString& text) {
    // The document's revision is not yet another one while it tells of a change.
    if (const QString whole = document()->toPlainText(); whole != read_) read(whole);
    const int start = currentBlock().position();
    const int end = start + static_cast<int>(text.size());
    for (const Piece& piece : pieces_) {
        const int from = std::max(piece.from, start);
        const int to = std::min(piece.to, end);
        if (from < to) setFormat(from - start, to - from, piece.format);
    }
}

}  // namespace baro::ui
