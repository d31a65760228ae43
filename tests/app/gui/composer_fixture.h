// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "byte_preview.h"
#include "composer.h"
#include "composer_edit.h"
#include "payload/saved_sends.h"
#include "send_sequence.h"
#include "theme.h"

#include <QAction>
#include <QComboBox>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace sockscope {

/// A test with a composer in an active window, a new one for each of its functions.
class ComposerFixture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_saved = std::make_unique<SavedSends>(m_folder->filePath(QStringLiteral("sends.json")));
        QCOMPARE(m_saved->load(), QString());
        m_window = std::make_unique<QWidget>();
        m_composer = new Composer(*Theme::instance(), *m_saved, m_window.get());
        auto *layout = new QVBoxLayout(m_window.get());
        layout->addWidget(m_composer);
        layout->addStretch();
        m_sent = std::make_unique<QSignalSpy>(m_composer, &Composer::sendRequested);
        m_composer->setTarget(QStringLiteral("socket"), true, {});
        m_window->resize(900, 300);
        m_window->show();
        m_window->activateWindow();
        m_composer->focusText();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup()
    {
        m_sent.reset();
        m_window.reset();
    }

protected:
    void type(const QString &text) { QTest::keyClicks(edit(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(edit(), key, modifiers); }
    void pick(const char *picker, int row)
    {
        auto *box = part<QComboBox>(picker);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < row; ++i)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(box->currentIndex(), row);
        m_composer->focusText();
    }
    [[nodiscard]] ComposerEdit *edit() const { return &m_composer->edit(); }
    [[nodiscard]] QByteArrayList sent() const
    {
        QByteArrayList payloads;
        for (const auto &arguments : *m_sent)
            payloads.append(arguments[1].toByteArray());
        return payloads;
    }
    [[nodiscard]] QAction *menuItem(const char *button, const QString &text) const
    {
        QMenu *menu = part<QToolButton>(button)->menu();
        Q_EMIT menu->aboutToShow();
        const QList<QAction *> actions = menu->actions();
        const auto found =
            std::ranges::find_if(actions, [&](QAction *action) { return action->text().startsWith(text); });
        return found == actions.end() ? nullptr : *found;
    }
    template <typename Widget>
    [[nodiscard]] Widget *part(const char *name) const
    {
        return m_composer->findChild<Widget *>(QString::fromLatin1(name));
    }
    void saveSends()
    {
        QCOMPARE(m_saved->put({QStringLiteral("login"),
                               {PayloadMode::Text, QStringLiteral("AUTH {{counter}}"), LineEnding::Lf}}),
                 QString());
        QCOMPARE(m_saved->put({QStringLiteral("ping"), {PayloadMode::Hex, QStringLiteral("00 01"), LineEnding::None}}),
                 QString());
        QCOMPARE(m_saved->putList({QStringLiteral("both"),
                                   {{QStringLiteral("login"), SendStep::Then::Reply, 60'000},
                                    {QStringLiteral("ping"), SendStep::Then::Delay, 0}}}),
                 QString());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SavedSends> m_saved;
    std::unique_ptr<QWidget> m_window;
    Composer *m_composer = nullptr;
    std::unique_ptr<QSignalSpy> m_sent;
};

} // namespace sockscope
