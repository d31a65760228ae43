// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/bytes/data_inspector.h"

#include "log/visible_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>
#include <QtEndian>

#include <array>
#include <bit>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sockscope {

namespace {

template <typename T>
T numberAt(const char *bytes, bool big)
{
    return big ? qFromBigEndian<T>(bytes) : qFromLittleEndian<T>(bytes);
}

template <typename T>
QString integer(const char *bytes, bool big)
{
    return QString::number(numberAt<T>(bytes, big));
}

QString byteHex(const char *bytes, bool)
{
    return u"%1"_s.arg(static_cast<uint>(static_cast<uchar>(*bytes)), 8, 2, QChar(u'0'));
}

/// So many digits that each value reads differently.
QString float32(const char *bytes, bool big)
{
    return QString::number(static_cast<double>(std::bit_cast<float>(numberAt<quint32>(bytes, big))), 'g', 9);
}

QString float64(const char *bytes, bool big)
{
    return QString::number(std::bit_cast<double>(numberAt<quint64>(bytes, big)), 'g', 17);
}

/// Years beyond 9999 are no dates that anybody sends.
QString utc(qint64 milliseconds, bool withMilliseconds)
{
    constexpr qint64 lowest = -62'135'596'800'000;  // 0001-01-01
    constexpr qint64 highest = 253'402'300'799'999; // 9999-12-31
    if (milliseconds < lowest || milliseconds > highest)
        return QCoreApplication::translate("sockscope::DataInspector", "not a date before the year 10000");
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC)
        .toString(withMilliseconds ? u"yyyy-MM-dd HH:mm:ss.zzz'Z'"_s : u"yyyy-MM-dd HH:mm:ss'Z'"_s);
}

QString seconds32(const char *bytes, bool big)
{
    return utc(qint64{numberAt<qint32>(bytes, big)} * 1000, false);
}

QString seconds64(const char *bytes, bool big)
{
    const auto seconds = numberAt<qint64>(bytes, big);
    return utc(std::abs(seconds / 1000) > 1'000'000'000'000 ? std::numeric_limits<qint64>::max() : seconds * 1000,
               false);
}

QString milliseconds64(const char *bytes, bool big)
{
    return utc(numberAt<qint64>(bytes, big), true);
}

struct Type
{
    const char *name;
    qsizetype width;
    QString (*text)(const char *bytes, bool big);
};

/// The UTF-8 character stands between them: it has no fixed width.
constexpr std::array types{
    Type{"uint8", 1, integer<quint8>},   Type{"int8", 1, integer<qint8>},     Type{"bits", 1, byteHex},
    Type{"UTF-8", 0, nullptr},           Type{"uint16", 2, integer<quint16>}, Type{"int16", 2, integer<qint16>},
    Type{"uint32", 4, integer<quint32>}, Type{"int32", 4, integer<qint32>},   Type{"uint64", 8, integer<quint64>},
    Type{"int64", 8, integer<qint64>},   Type{"float32", 4, float32},         Type{"float64", 8, float64},
    Type{"time32 s", 4, seconds32},      Type{"time64 s", 8, seconds64},      Type{"time64 ms", 8, milliseconds64}};

qsizetype announcedLength(uchar first)
{
    return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
}

/// The character at the start of the bytes with its number: "é U+00E9".
QString character(const QByteArray &bytes)
{
    const auto wanted = announcedLength(static_cast<uchar>(bytes.at(0)));
    if (bytes.size() < wanted)
        return DataInspector::tr("needs %1 bytes, %2 left").arg(wanted).arg(bytes.size());
    const auto decoded = QString::fromUtf8(bytes.first(wanted)).toUcs4();
    const auto shown = visibleBytes(bytes.first(wanted));
    if (decoded.size() != 1 || shown.startsWith(u"\\x"_s))
        return DataInspector::tr("not UTF-8");
    const auto number = u"U+%1"_s.arg(QString::number(decoded.first(), 16).toUpper(), 4, u'0');
    return shown.startsWith(u"<U+"_s) ? number : shown + u"  "_s + number;
}

QString valueOf(const Type &type, const QByteArray &bytes, bool big)
{
    if (bytes.isEmpty())
        return {};
    if (type.width == 0)
        return big ? QString() : character(bytes);
    if (bytes.size() < type.width)
        return big ? QString() : DataInspector::tr("needs %1 bytes, %2 left").arg(type.width).arg(bytes.size());
    return big && type.width == 1 ? QString() : type.text(bytes.constData(), big);
}

} // namespace

int DataInspector::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(types.size());
}

QVariant DataInspector::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &type = types.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return QString::fromLatin1(type.name);
    case LittleRole:
        return valueOf(type, m_bytes, false);
    case BigRole:
        return valueOf(type, m_bytes, true);
    case ValidRole:
        return !m_bytes.isEmpty() &&
               m_bytes.size() >= (type.width > 0 ? type.width : announcedLength(static_cast<uchar>(m_bytes.at(0))));
    default:
        return {};
    }
}

QHash<int, QByteArray> DataInspector::roleNames() const
{
    return {{NameRole, "name"}, {LittleRole, "little"}, {BigRole, "big"}, {ValidRole, "valid"}};
}

void DataInspector::setBytes(const QByteArray &bytes)
{
    const auto kept = bytes.first(std::min(bytes.size(), MaxBytes));
    if (kept == m_bytes)
        return;
    m_bytes = kept;
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    Q_EMIT bytesChanged();
}

} // namespace sockscope
