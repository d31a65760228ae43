// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer_fault_arguments.h"

namespace sockscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostMs = 600'000;
constexpr qint64 mostBytes = 1'000'000'000'000;

/// Leaves `value` alone where the flag isn't given. False after setting the error.
bool read(const QCommandLineParser &parser, const QString &flag, const QString &unit, qint64 least, qint64 most,
          std::optional<qint64> &value, QString *error)
{
    if (!parser.isSet(flag))
        return true;
    bool ok = false;
    value = parser.value(flag).toLongLong(&ok);
    if (ok && *value >= least && *value <= most)
        return true;
    *error =
        u"invalid argument \"%1\" for \"--%2\" flag: it takes %3 from %4 to %5"_s.arg(parser.value(flag), flag, unit)
            .arg(least)
            .arg(most);
    return false;
}

} // namespace

QList<QCommandLineOption> faultOptions()
{
    return {
        {u"delay"_s, u"Answer so many milliseconds late."_s, u"ms"_s},
        {u"slice"_s, u"Send in pieces of so many bytes, %1 ms apart."_s.arg(PeerFaults::sliceGap.count()), u"bytes"_s},
        {u"slow-read"_s,
         u"Read %1 bytes each %2 ms, so that the client's writes stall."_s.arg(PeerFaults::slowReadBytes)
             .arg(PeerFaults::slowReadGap.count())},
        {u"cut-after"_s, u"Close each connection after so many bytes sent; 0 closes at once."_s, u"bytes"_s},
        {u"reset"_s, u"End connections with RST instead of FIN."_s}};
}

std::optional<PeerFaults> parseFaults(const QCommandLineParser &parser, QString *error)
{
    std::optional<qint64> delay;
    std::optional<qint64> slice;
    PeerFaults faults;
    if (!read(parser, u"delay"_s, u"milliseconds"_s, 0, mostMs, delay, error) ||
        !read(parser, u"slice"_s, u"bytes"_s, 1, mostBytes, slice, error) ||
        !read(parser, u"cut-after"_s, u"bytes"_s, 0, mostBytes, faults.cutAfter, error))
        return std::nullopt;
    faults.delay = std::chrono::milliseconds(delay.value_or(0));
    faults.slice = slice.value_or(0);
    faults.slowRead = parser.isSet(u"slow-read"_s);
    faults.reset = parser.isSet(u"reset"_s);
    return faults;
}

QString faultsInWords(const PeerFaults &faults)
{
    QStringList words;
    if (faults.delay.count() > 0)
        words += u"delay %1 ms"_s.arg(faults.delay.count());
    if (faults.slice > 0)
        words += u"slices of %1 B"_s.arg(faults.slice);
    if (faults.slowRead)
        words += u"slow read"_s;
    if (faults.cutAfter)
        words += u"cut after %1 B"_s.arg(*faults.cutAfter);
    if (faults.reset)
        words += u"reset"_s;
    return words.join(u", "_s);
}

} // namespace sockscope
