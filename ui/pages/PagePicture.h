// A page as a picture: all of it, also what is scrolled away, below its title and above whose it is and of
// when. GUI thread only.
#pragma once

#include "ui/PageContext.h"
#include "ui/Picture.h"
#include "ui/pages/Page.h"

namespace baro::ui {

// The page must outlive the picture.
Picture pictureOf(Page& page, const QString& title, const PageContext& context);

}  // namespace baro::ui
