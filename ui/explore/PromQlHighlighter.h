// Colours PromQL by its tokens; a broken text is coloured as far as it goes.
#pragma once

#include <QSyntaxHighlighter>
#include <QTextCharFormat>
#include <vector>

#include "core/promql/Lexer.h"
#include "ui/theme/Theme.h"

namespace baro::ui {

class PromQlHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
  public:
    PromQlHighlighter(const Theme& theme, QTextDocument* document);

  protected:
    void highlightBlock(const QString& text) override;

  private:
    struct Piece {
        int from = 0;
        int to = 0;
        QTextCharFormat format;
    };
    void read(const QString& whole);
    QTextCharFormat formatOf(promql::TokenKind kind, promql::TokenKind next, std::string_view word) const;

    const Theme& theme_;
    std::vector<Piece> pieces_;  // of the whole text: a string or braces may reach over lines
    QString read_;               // what they are of
};

}  // namespace baro::ui
