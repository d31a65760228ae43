// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace sockscope {

/// The generator of Go's math/rand, so that a script with randomSeed() draws the same numbers here as in k6: an
/// additive lagged Fibonacci generator, x[n] = x[n-607] + x[n-273] modulo 2^64.
class GoRandom
{
public:
    explicit GoRandom(std::int64_t seed);

    [[nodiscard]] double nextDouble(); ///< Go's Float64(): in [0, 1)

    static constexpr std::size_t Length = 607;
    using State = std::array<std::uint64_t, Length>;

private:
    [[nodiscard]] std::uint64_t next();

    State m_state{};
    std::size_t m_tap = 0;
    std::size_t m_feed = 0;
};

} // namespace sockscope
