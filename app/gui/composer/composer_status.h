// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/payload_types.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace sockscope {

class BytePreview;
class Theme;

/// The line below the composer's text: how many bytes there are and how they look, or what is wrong; at the right what
/// hinders or occupies the sending.
class ComposerStatus : public QWidget
{
    Q_OBJECT
public:
    explicit ComposerStatus(Theme &theme, QWidget *parent = nullptr);

    void showPayload(const QByteArray &bytes);
    /// `errors` how many there are in all.
    void showError(const QString &sentence, qsizetype errors);
    /// A sentence in the place of the preview, until the next call of one of these.
    enum class Tone { Plain, Problem };
    void showSentence(const QString &sentence, Tone tone);
    /// "" for nothing.
    void setNote(const QString &note);

    [[nodiscard]] QString countText() const;
    [[nodiscard]] QString sentence() const; ///< "" while the preview shows
    [[nodiscard]] QString note() const;
    [[nodiscard]] const BytePreview &preview() const { return *m_preview; }

private:
    void applyTheme();
    void setSentence(const QString &sentence, Tone tone);

    Theme &m_theme;
    QLabel *m_count;
    BytePreview *m_preview;
    QWidget *m_sentenceRow;
    QLabel *m_icon;
    QLabel *m_sentence;
    QLabel *m_note;
    Tone m_tone = Tone::Plain;
};

} // namespace sockscope
