// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <optional>

namespace sockscope {

/// The protocol's numbers for frames and for what is inside of values, unique in the program: the debugger's own are
/// unique for a virtual user that stands still.
class ValueReferences
{
public:
    struct Value
    {
        int thread = 0;
        int handle = 0;
        int frame = -1; ///< where texts that are assigned to members are evaluated
        int indexed = 0;
        QString expression; ///< gives the value; empty for scopes
        bool isScope = false;
    };
    struct Frame
    {
        int thread = 0;
        int frame = -1; ///< -1: none that has variables
    };

    [[nodiscard]] int add(const Value &value);
    /// Nothing where the virtual user has gone on since.
    [[nodiscard]] std::optional<Value> value(int reference) const;
    void forget(int thread); ///< it goes on

    static constexpr int FramesOfThread = 1000;
    [[nodiscard]] static int frameId(int thread, int frame) { return thread * FramesOfThread + frame; }
    [[nodiscard]] static Frame frame(int id) { return {id / FramesOfThread, id % FramesOfThread}; }

private:
    QHash<int, Value> m_values;
    int m_next = 1;
};

} // namespace sockscope
