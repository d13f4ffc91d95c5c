#include "core/promql/Layout.h"

#include "core/promql/Functions.h"
#include "core/promql/Parser.h"
#include "core/promql/Printer.h"

namespace baro::promql {
namespace {

constexpr std::size_t longestLine = 100;
constexpr std::size_t indentation = 2;

// Lays out one node that does not fit into a line, its first line included.
class LayoutPrinter {
  public:
    LayoutPrinter(const Expression& whole, std::size_t level) : whole_(whole), level_(level) {}

    std::string operator()(const Aggregation& aggregation) const {
        std::string text = margin() + headText(aggregation) + "(\n";
        if (aggregation.parameter) text += below(*aggregation.parameter) + ",\n";
        return text + below(*aggregation.operand) + '\n' + margin() + ')';
    }
    std::string operator()(const Call& call) const {
        std::string text = margin() + std::string(call.function->name) + "(\n";
        for (const ExpressionPtr& argument : call.arguments)
            text.append(below(*argument)).append(argument == call.arguments.back() ? "\n" : ",\n");
        return text + margin() + ')';
    }
    std::string operator()(const Binary& binary) const {
        return below(*binary.left) + '\n' + margin() + operatorText(binary) + '\n' + below(*binary.right);
    }
    std::string operator()(const Parenthesised& parenthesised) const {
        return margin() + "(\n" + below(*parenthesised.inner) + '\n' + margin() + ')';
    }
    std::string operator()(const Subquery& subquery) const {
        return textAt(*subquery.inner, level_) + timesText(subquery);
    }
    std::string operator()(const Unary& unary) const {
        return margin() + (unary.negates ? '-' : '+') +
               textAt(*unary.operand, level_).substr(margin().size());
    }
    // What has no parts stays one line.
    template <class Leaf>
    std::string operator()(const Leaf&) const {
        return margin() + toString(whole_);
    }

    static std::string textAt(const Expression& expression, std::size_t level) {
        std::string line = toString(expression);
        if (line.size() <= longestLine) return std::string(level * indentation, ' ') + line;
        return std::visit(LayoutPrinter(expression, level), expression.node);
    }

  private:
    std::string margin() const { return std::string(level_ * indentation, ' '); }
    std::string below(const Expression& part) const { return textAt(part, level_ + 1); }

    const Expression& whole_;
    std::size_t level_;
};

}  // namespace

std::string laidOut(const Expression& expression) {
    return LayoutPrinter::textAt(expression, 0);
}

}  // namespace baro::promql
