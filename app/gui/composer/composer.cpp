// SPDX-License-Identifier: GPL-3.0-or-later
// The composer's parts and how they hang together. What they show is in composer_show.cpp, what leaves in
// composer_send.cpp.
#include "composer.h"

#include "composer_edit.h"
#include "composer_status.h"
#include "file_choice.h"
#include "placeholder_menu.h"
#include "saved_sends_menu.h"
#include "send_sequence.h"
#include "theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

namespace sockscope {

using namespace Qt::StringLiterals;

Composer::Composer(Theme &theme, SavedSends &saved, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_saved(saved)
    , m_mode(new QComboBox(this))
    , m_ending(new QComboBox(this))
    , m_pages(new QStackedWidget(this))
    , m_edit(new ComposerEdit(theme, m_pages))
    , m_file(new FileChoice(m_pages))
    , m_send(new QPushButton(this))
    , m_insert(new QToolButton(this))
    , m_savedButton(new QToolButton(this))
    , m_placeholders(new PlaceholderMenu(this))
    , m_savedMenu(new SavedSendsMenu(saved, this))
    , m_status(new ComposerStatus(theme, this))
    , m_sequence(new SendSequence(this))
{
    setObjectName(u"composer"_s);
    setAttribute(Qt::WA_StyledBackground);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setAccessibleName(tr("Composer"));
    createPickers();
    createButtons();
    layOut();
    connectParts();
    applyTheme();
    showState();
    showTarget();
}

Composer::~Composer()
{
    m_sequence->disconnect(this);
}

void Composer::createPickers()
{
    for (QComboBox *picker : {m_mode, m_ending}) {
        picker->setFocusPolicy(Qt::StrongFocus);
        picker->setSizeAdjustPolicy(QComboBox::AdjustToContents); // of any text size
    }
    m_mode->setObjectName(u"payloadMode"_s);
    m_mode->setAccessibleName(tr("Payload is written as"));
    m_mode->setToolTip(tr("How the payload is written"));
    m_mode->addItem(tr("Text"), int(PayloadMode::Text));
    m_mode->addItem(tr("Hex"), int(PayloadMode::Hex));
    m_mode->addItem(tr("Base64"), int(PayloadMode::Base64));
    m_mode->addItem(tr("File"), int(PayloadMode::File));
    m_ending->setObjectName(u"lineEnding"_s);
    m_ending->setAccessibleName(tr("Line ending"));
    m_ending->addItem(tr("No line end"), int(LineEnding::None));
    m_ending->addItem(tr("LF"), int(LineEnding::Lf));
    m_ending->addItem(tr("CR"), int(LineEnding::Cr));
    m_ending->addItem(tr("CRLF"), int(LineEnding::CrLf));
}

void Composer::createButtons()
{
    m_edit->setObjectName(u"payloadText"_s);
    m_edit->setAccessibleName(tr("Payload"));
    m_send->setObjectName(u"sendButton"_s);
    m_send->setProperty("accent", true);
    m_send->setAutoDefault(false);
    m_insert->setObjectName(u"insertButton"_s);
    m_insert->setText(tr("Insert"));
    m_insert->setToolTip(tr("Counters, times, lengths and checksums that are filled in when the payload leaves"));
    m_insert->setAccessibleName(tr("Insert a placeholder"));
    m_insert->setMenu(m_placeholders);
    m_savedButton->setObjectName(u"savedButton"_s);
    m_savedButton->setText(tr("Saved"));
    m_savedButton->setToolTip(tr("Payloads under a name, and lists of them"));
    m_savedButton->setAccessibleName(tr("Saved sends"));
    m_savedButton->setMenu(m_savedMenu);
    for (QToolButton *button : {m_insert, m_savedButton}) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
}

void Composer::layOut()
{
    m_pages->addWidget(m_edit);
    m_pages->addWidget(m_file);
    m_pages->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *layout = new QGridLayout(this);
    layout->addWidget(m_mode, 0, 0);
    layout->addWidget(m_ending, 1, 0);
    layout->addWidget(m_pages, 0, 1, 3, 1);
    layout->addWidget(m_send, 0, 2, 1, 2);
    layout->addWidget(m_insert, 1, 2);
    layout->addWidget(m_savedButton, 1, 3);
    layout->addWidget(m_status, 3, 0, 1, 4);
    layout->setRowStretch(2, 1); // what the text grows by is below the pickers
    layout->setColumnStretch(1, 1);
    QWidget *before = m_mode;
    for (QWidget *next : QWidgetList{m_ending, m_edit, m_file, m_send, m_insert, m_savedButton}) {
        setTabOrder(before, next);
        before = next;
    }
}

void Composer::connectParts()
{
    connect(m_mode, &QComboBox::currentIndexChanged, this, &Composer::modePicked);
    connect(m_ending, &QComboBox::currentIndexChanged, this, &Composer::endingPicked);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &Composer::edited);
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, &Composer::showCursorError);
    connect(m_edit, &ComposerEdit::submitted, this, &Composer::send);
    connect(m_edit, &ComposerEdit::historyBackRequested, this, [this] { walkHistory(true); });
    connect(m_edit, &ComposerEdit::historyForwardRequested, this, [this] { walkHistory(false); });
    connect(m_edit, &ComposerEdit::pasteRefused, this, &Composer::showProblem);
    connect(m_file, &FileChoice::chosen, this, &Composer::fileChosen);
    connect(m_send, &QPushButton::clicked, this, &Composer::sendOrStop);
    connect(m_placeholders, &PlaceholderMenu::chosen, this, &Composer::insertPlaceholder);
    connect(m_placeholders, &QMenu::aboutToShow, this, [this] { m_placeholders->setCounter(m_state->counter); });
    connect(m_placeholders, &PlaceholderMenu::counterReset, this, [this] {
        m_state->counter = 1;
        refresh();
    });
    connect(m_savedMenu, &QMenu::aboutToShow, this, [this] {
        m_savedMenu->setWhyNotRun(whyNotRun());
        m_savedMenu->fill();
    });
    connect(m_savedMenu, &SavedSendsMenu::saveRequested, this, &Composer::saveAs);
    connect(m_savedMenu, &SavedSendsMenu::manageRequested, this, &Composer::manageSaved);
    connect(m_savedMenu, &SavedSendsMenu::loadRequested, this, &Composer::loadSaved);
    connect(m_savedMenu, &SavedSendsMenu::runRequested, this, &Composer::runList);
    connect(m_sequence, &SendSequence::sendRequested, this, &Composer::requestSend);
    connect(m_sequence, &SendSequence::progressed, this, &Composer::showTarget);
    connect(m_sequence, &SendSequence::finished, this, &Composer::sequenceFinished);
    connect(&m_theme, &Theme::changed, this, &Composer::applyTheme);
}

void Composer::applyTheme()
{
    const int unit = m_theme.unit();
    auto *grid = static_cast<QGridLayout *>(layout());
    grid->setContentsMargins({}); // the bar around it has some
    grid->setHorizontalSpacing(2 * unit);
    grid->setVerticalSpacing(unit);
    for (QWidget *picker : {m_mode, m_ending})
        picker->setMinimumWidth(28 * unit);
    m_file->layout()->setContentsMargins(3 * unit, unit, 3 * unit, unit);
    m_file->layout()->setSpacing(3 * unit);
}

void Composer::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_sequence->isRunning())
        stopList();
    else
        QWidget::keyPressEvent(event);
}

void Composer::focusText()
{
    (m_state->mode == PayloadMode::File ? static_cast<QWidget *>(m_file) : m_edit)->setFocus(Qt::ShortcutFocusReason);
}

} // namespace sockscope
