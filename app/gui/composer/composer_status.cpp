// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer_status.h"

#include "byte_preview.h"
#include "icons.h"
#include "theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>

namespace sockscope {

using namespace Qt::StringLiterals;

ComposerStatus::ComposerStatus(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_count(new QLabel(this))
    , m_preview(new BytePreview(theme, this))
    , m_sentenceRow(new QWidget(this))
    , m_icon(new QLabel(m_sentenceRow))
    , m_sentence(new QLabel(m_sentenceRow))
    , m_note(new QLabel(this))
{
    m_count->setObjectName(u"byteCount"_s);
    m_count->setAccessibleName(tr("Size"));
    m_sentence->setObjectName(u"composerSentence"_s);
    m_note->setObjectName(u"composerNote"_s);
    for (QLabel *label : {m_count, m_sentence, m_note})
        label->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *sentenceLayout = new QHBoxLayout(m_sentenceRow);
    sentenceLayout->setContentsMargins({});
    sentenceLayout->addWidget(m_icon, 0, Qt::AlignTop);
    sentenceLayout->addWidget(m_sentence, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_count, 0, Qt::AlignTop);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_sentenceRow, 1);
    layout->addWidget(m_note, 0, Qt::AlignTop);
    connect(&theme, &Theme::changed, this, &ComposerStatus::applyTheme);
    applyTheme();
    showPayload({});
}

void ComposerStatus::applyTheme()
{
    const int unit = m_theme.unit();
    QFont small = font();
    small.setPixelSize(m_theme.smallSize());
    for (QLabel *label : {m_count, m_sentence, m_note}) {
        label->setFont(small);
        label->setMinimumHeight(5 * unit);
    }
    layout()->setSpacing(3 * unit);
    m_sentenceRow->layout()->setSpacing(unit);
    m_icon->setFixedHeight(5 * unit);
    setSentence(m_sentence->text(), m_tone);
}

void ComposerStatus::showPayload(const QByteArray &bytes)
{
    m_count->setText(byteCountText(bytes.size()));
    m_preview->setBytes(bytes);
    setSentence({}, Tone::Plain);
}

void ComposerStatus::showError(const QString &sentence, qsizetype errors)
{
    m_count->setText(errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors));
    setSentence(sentence, Tone::Problem);
}

void ComposerStatus::showSentence(const QString &sentence, Tone tone)
{
    setSentence(sentence, tone);
}

void ComposerStatus::setSentence(const QString &sentence, Tone tone)
{
    const bool isNew = sentence != m_sentence->text();
    m_tone = tone;
    m_sentence->setText(sentence);
    const ColorScheme &colors = m_theme.colors();
    const bool isProblem = tone == Tone::Problem;
    const int side = m_theme.smallSize();
    const QIcon icon =
        actionIcon(isProblem ? u"error"_s : u"info"_s, isProblem ? colors.error : colors.muted, colors.outline);
    m_icon->setPixmap(icon.pixmap(side, side));
    QPalette palette = m_sentence->palette();
    palette.setColor(QPalette::WindowText, isProblem ? colors.error : colors.text);
    m_sentence->setPalette(palette);
    m_sentenceRow->setVisible(!sentence.isEmpty());
    m_preview->setVisible(sentence.isEmpty());
    if (isNew && !sentence.isEmpty()) {
        QAccessibleEvent event(m_sentence, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void ComposerStatus::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

QString ComposerStatus::countText() const
{
    return m_count->text();
}

QString ComposerStatus::sentence() const
{
    return m_sentence->text();
}

QString ComposerStatus::note() const
{
    return m_note->text();
}

} // namespace sockscope
