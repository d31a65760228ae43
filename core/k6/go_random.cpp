// SPDX-License-Identifier: GPL-3.0-or-later
#include "k6/go_random.h"

#include <cmath>

namespace sockscope {

namespace {

using State = GoRandom::State;
constexpr std::size_t Length = GoRandom::Length;
constexpr std::size_t Tap = 273;
constexpr std::size_t Feed = Length - Tap;
constexpr std::int64_t Modulus = (1LL << 31) - 1;

/// Lehmer's generator with Park and Miller's revised multiplier, which fills the states.
std::int64_t lehmer(std::int64_t x)
{
    constexpr std::int64_t Multiplier = 48271;
    return Multiplier * x % Modulus;
}

State filled(std::int64_t seed, int firstShift, int secondShift)
{
    constexpr int WarmUp = 20;
    std::int64_t x = seed;
    for (int i = 0; i < WarmUp; ++i)
        x = lehmer(x);
    State state{};
    for (std::uint64_t &word : state) {
        x = lehmer(x);
        word = static_cast<std::uint64_t>(x) << firstShift;
        x = lehmer(x);
        word ^= static_cast<std::uint64_t>(x) << secondShift;
        x = lehmer(x);
        word ^= static_cast<std::uint64_t>(x);
    }
    return state;
}

/// Coefficients of a polynomial modulo x^607 - x^334 - 1, the characteristic one of the recurrence; x^k tells how the
/// k-th number after a state follows from the state.
using Polynomial = State;

void timesX(Polynomial &p)
{
    const std::uint64_t carry = p.back();
    for (std::size_t i = Length - 1; i > 0; --i)
        p[i] = p[i - 1];
    p[0] = carry;
    p[Feed] += carry;
}

Polynomial squared(const Polynomial &p)
{
    std::array<std::uint64_t, 2 * Length - 1> product{};
    for (std::size_t i = 0; i < Length; ++i) {
        for (std::size_t j = 0; j < Length; ++j)
            product[i + j] += p[i] * p[j];
    }
    for (std::size_t i = product.size() - 1; i >= Length; --i) {
        product[i - Length] += product[i];
        product[i - Length + Feed] += product[i];
    }
    Polynomial result{};
    for (std::size_t i = 0; i < Length; ++i)
        result[i] = product[i];
    return result;
}

Polynomial xToThe(std::uint64_t exponent)
{
    Polynomial result{};
    result[0] = 1;
    for (int bit = 63; bit >= 0; --bit) {
        result = squared(result);
        if (exponent >> bit & 1)
            timesX(result);
    }
    return result;
}

/// Place in the ring of the n-th number drawn from a fresh generator: the ring is written downwards from the feed.
std::size_t slotOf(std::uint64_t n)
{
    return (Length + Feed - 1 - n % Length) % Length;
}

/// What Go mixes into every seed: the generator's own state after 7.8e12 draws from seed 1. Go carries it as a table of
/// 607 numbers; here it is computed, by jumping ahead, in some 20 ms once a process.
State cookedState()
{
    constexpr std::uint64_t Draws = 7'800'000'000'000;
    const State start = filled(1, 20, 10);
    State oldestFirst{};
    for (std::size_t n = 0; n < Length; ++n)
        oldestFirst[n] = start[slotOf(n)];

    Polynomial power = xToThe(Draws);
    State cooked{};
    for (std::uint64_t n = Draws - Length; n < Draws; ++n) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < Length; ++i)
            value += power[i] * oldestFirst[i];
        cooked[slotOf(n)] = value;
        timesX(power);
    }
    return cooked;
}

} // namespace

GoRandom::GoRandom(std::int64_t seed)
    : m_feed(Feed)
{
    static const State cooked = cookedState();
    constexpr std::int64_t SeedInsteadOfZero = 89482311;
    seed %= Modulus;
    if (seed < 0)
        seed += Modulus;
    m_state = filled(seed == 0 ? SeedInsteadOfZero : seed, 40, 20);
    for (std::size_t i = 0; i < Length; ++i)
        m_state[i] ^= cooked[i];
}

std::uint64_t GoRandom::next()
{
    m_tap = (m_tap + Length - 1) % Length;
    m_feed = (m_feed + Length - 1) % Length;
    m_state[m_feed] += m_state[m_tap];
    return m_state[m_feed];
}

double GoRandom::nextDouble()
{
    for (;;) {
        const auto positive = static_cast<std::int64_t>(next() & (~0ULL >> 1));
        const double result = std::ldexp(static_cast<double>(positive), -63);
        if (result < 1)
            return result; // rounding can reach 1, which Go skips
    }
}

} // namespace sockscope
