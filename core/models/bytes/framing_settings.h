// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "framing/framing_spec.h"

#include <QObject>

namespace sockscope {

/// How a session's bytes are cut into messages, as a person sets it.
class FramingSettings : public QObject
{
    Q_OBJECT
    Q_PROPERTY(Kind kind READ kind WRITE setKind NOTIFY changed)
    Q_PROPERTY(QString delimiter READ delimiter WRITE setDelimiter NOTIFY changed)
    Q_PROPERTY(int fieldWidth READ fieldWidth WRITE setFieldWidth NOTIFY changed)
    Q_PROPERTY(bool bigEndian READ isBigEndian WRITE setBigEndian NOTIFY changed)
    Q_PROPERTY(int fieldOffset READ fieldOffset WRITE setFieldOffset NOTIFY changed)
    Q_PROPERTY(bool countsHeader READ countsHeader WRITE setCountsHeader NOTIFY changed)
    Q_PROPERTY(int fixedSize READ fixedSize WRITE setFixedSize NOTIFY changed)
    Q_PROPERTY(int gapMs READ gapMs WRITE setGapMs NOTIFY changed)
    Q_PROPERTY(QString functionText READ function WRITE setFunction NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
public:
    enum Kind { Chunks, Delimiter, LengthPrefix, FixedSize, IdleGap, Function }; ///< as FramingKind
    Q_ENUM(Kind)

    explicit FramingSettings(QObject *parent = nullptr);

    [[nodiscard]] const FramingSpec &spec() const { return m_spec; }
    void setSpec(const FramingSpec &spec);
    /// What keeps the settings from being used, as a sentence; empty where nothing does.
    [[nodiscard]] QString problem() const;

    [[nodiscard]] Kind kind() const { return static_cast<Kind>(m_spec.kind); }
    [[nodiscard]] QString delimiter() const { return m_delimiter; } ///< text with escapes, "\\r\\n"
    [[nodiscard]] int fieldWidth() const { return m_spec.fieldWidth; }
    [[nodiscard]] bool isBigEndian() const { return m_spec.isBigEndian; }
    [[nodiscard]] int fieldOffset() const { return m_spec.fieldOffset; }
    [[nodiscard]] bool countsHeader() const { return m_spec.countsHeader; }
    [[nodiscard]] int fixedSize() const { return static_cast<int>(m_spec.fixedSize); }
    [[nodiscard]] int gapMs() const { return static_cast<int>(m_spec.gapMs); }
    [[nodiscard]] QString function() const { return m_spec.function; }
    void setKind(Kind kind);
    void setDelimiter(const QString &text);
    void setFieldWidth(int bytes);
    void setBigEndian(bool isBig);
    void setFieldOffset(int bytes);
    void setCountsHeader(bool counts);
    void setFixedSize(int bytes);
    void setGapMs(int milliseconds);
    void setFunction(const QString &text);

Q_SIGNALS:
    void changed();

private:
    template <typename T>
    void set(T FramingSpec::*field, const T &value);

    FramingSpec m_spec;
    QString m_delimiter;
    QString m_delimiterProblem;
};

} // namespace sockscope
