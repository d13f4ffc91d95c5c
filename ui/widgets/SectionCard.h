// A card about one section of the Frame: shows its content, or the section's reason in its place.
#pragma once

#include "core/model/Section.h"
#include "ui/widgets/Card.h"

namespace baro::ui {

class StateMessage;

class SectionCard : public Card {
    Q_OBJECT
  public:
    // Takes the content.
    SectionCard(const Theme& theme, const QString& title, QWidget* content, QWidget* parent = nullptr);

    // Returns whether there is a reading, so that the caller fills the content.
    template <class T>
    bool showsReading(const Section<T>& section) {
        if (section)
            showContent();
        else
            showReason(section.reason());
        return static_cast<bool>(section);
    }

    void showContent();
    void showReason(const Error& reason);

  private:
    QWidget* content_ = nullptr;
    StateMessage* message_ = nullptr;
};

}  // namespace baro::ui
