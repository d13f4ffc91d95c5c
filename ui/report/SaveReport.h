// "Save a report …": asks of when and where to, and shows how far it is, with a button that cancels it. GUI
// thread only.
#pragma once

#include "ui/PageContext.h"

class QWidget;

namespace baro::ui {

// Returns when it is under way. window: in front of which; the report ends with it.
void saveReport(const PageContext& context, QWidget* window);

}  // namespace baro::ui
