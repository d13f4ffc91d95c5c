// Answers of servers come on the thread that carries them; objects of the window take them on theirs.
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <memory>
#include <utility>

#include "core/prometheus/ServerClient.h"

namespace baro::ui {

// For a question that an object of the GUI thread asks: take(Result<Answer>) is called there, and not when
// the object is gone.
template <class Answer, class Take>
prometheus::AnswerTold<Answer> toldOnGuiThread(QObject* asker, Take take) {
    // Only the GUI thread looks whether it is there.
    return [there = QPointer(asker), take = std::move(take)](Result<Answer> answer) {
        auto letter = std::make_shared<Result<Answer>>(std::move(answer));
        QMetaObject::invokeMethod(qApp, [there, take, letter] {
            if (there != nullptr) take(std::move(*letter));
        });
    };
}

}  // namespace baro::ui
