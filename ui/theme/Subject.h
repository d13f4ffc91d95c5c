// What a page, a card or a chart is about. Each subject has one colour and one icon in the whole window.
#pragma once

namespace baro::ui {

enum class Subject { Machine, Cpu, Memory, Disk, Network, Gpu, Sensors, Power, Processes, Settings };

}  // namespace baro::ui
